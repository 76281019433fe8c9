internal import Glibc

/// A thread of the operating system that does one piece of work.
///
/// A replication keeps its thread busy from beginning to end and waits for nothing, so the threads
/// are plain ones, as many as were asked for; nothing that calls them need be asynchronous.
package struct WorkerThread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let thread: pthread_t

  /// Begins to work; `nil` where the system allows no further thread.
  ///
  /// - Parameter stackSize: The bytes of its stack, for work that follows data of any depth; memory is
  ///   taken only as far as it is used. The system's own choice if left out.
  package init?(stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    if let stackSize { pthread_attr_setstacksize(&attributes, stackSize) }
    let work = Unmanaged.passRetained(Work(body))
    let failure = pthread_create(
      &thread, &attributes,
      { work in
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard failure == 0 else {
      work.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits until the work is done.
  package func join() { pthread_join(thread, nil) }

  /// How many threads can work at a time on this machine.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
