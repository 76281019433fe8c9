/// A part of the simulated world: a value that is told what happens to it and acts through a context.
///
/// Components hold no references to one another, only addresses. A component is tested by feeding
/// it events and looking at the value. It is never copied: what would take memory and time at each
/// event does not compile.
package protocol Component: ~Copyable, Sendable {
  /// The component's own timers; at most twelve bytes.
  associatedtype Event: BitwiseCopyable

  /// One of the component's own timers has gone off.
  mutating func handle(_ event: Event, in context: inout Context)
  /// Another component asks for something.
  mutating func accept(_ request: Request, in context: inout Context)
  /// The answer to an earlier request of this component has come.
  mutating func resume(_ reply: Reply, in context: inout Context)
  /// Hands one of its own timers to the component of this type at a place in memory.
  ///
  /// The loop knows a component by its type and place. Calling it as a component of unknown type
  /// would take three times as long, to see that its memory is nobody else's.
  static func deliver(
    _ delivered: borrowing Delivered, to place: UnsafeMutableRawPointer, in context: inout Context)
  /// Hands a request to the component of this type at a place in memory.
  static func deliver(
    _ request: Request, to place: UnsafeMutableRawPointer, in context: inout Context)
  /// Hands an answer to the component of this type at a place in memory.
  static func deliver(
    _ reply: Reply, to place: UnsafeMutableRawPointer, in context: inout Context)
}

/// A parcel with a timer that the event loop hands to its component, which knows what is in it.
package struct Delivered: ~Copyable {
  let parcel: Parcel
}

extension Component where Self: ~Copyable {
  @inline(__always)
  package static func deliver(
    _ delivered: borrowing Delivered, to place: UnsafeMutableRawPointer, in context: inout Context
  ) {
    unsafe place.assumingMemoryBound(to: Self.self).pointee
      .handle(delivered.parcel.open(as: Event.self), in: &context)
  }

  @inline(__always)
  package static func deliver(
    _ request: Request, to place: UnsafeMutableRawPointer, in context: inout Context
  ) {
    unsafe place.assumingMemoryBound(to: Self.self).pointee.accept(request, in: &context)
  }

  @inline(__always)
  package static func deliver(
    _ reply: Reply, to place: UnsafeMutableRawPointer, in context: inout Context
  ) {
    unsafe place.assumingMemoryBound(to: Self.self).pointee.resume(reply, in: &context)
  }
}

/// The event type of a component that sets no timers.
package enum NoEvent: Sendable, BitwiseCopyable {
  /// The only event there could be; nobody schedules it.
  case none
}

/// The address of a component that takes events of one type: its right to set timers for itself.
///
/// Made only where the component is made, which is what lets an event cross the queue untyped.
package struct Port<Event: BitwiseCopyable>: Sendable, BitwiseCopyable {
  /// The component.
  package let address: Address

  /// The port of the component at an address.
  ///
  /// - Precondition: The component there has this event type, of at most twelve bytes.
  package init(address: Address) {
    precondition(
      MemoryLayout<Event>.size <= 12, "\(Event.self) does not fit a parcel of twelve bytes")
    self.address = address
  }
}
