import Glibc

/// The machine's clocks, which the simulation itself never reads.
enum Stopwatch {
  /// The processor time that this process has used, in seconds.
  static var processorSeconds: Double { reading(of: CLOCK_PROCESS_CPUTIME_ID) }
  /// Time as it passes on the wall, in seconds from an arbitrary start.
  static var wallSeconds: Double { reading(of: CLOCK_MONOTONIC) }

  private static func reading(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
