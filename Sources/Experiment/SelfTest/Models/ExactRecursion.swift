package import Simulation

/// What a first-come, first-served station must do with given arrivals and service times, worked out
/// customer by customer without any event (Kiefer and Wolfowitz, 1955; Lindley, 1952, for one server).
///
/// It draws from the same random streams as the components, so that a run agrees with it to the
/// nanosecond or is wrong: a check that no random error blurs.
package struct ExactRecursion: Sendable {
  /// Arrival, start of service and departure of every customer.
  package private(set) var customers: [(arrival: Instant, start: Instant, departure: Instant)] = []
  private let end: Instant

  /// Works out what becomes of every customer of a station in one replication.
  package init(_ station: Station, replication: Int) {
    end = .start + station.duration
    var arrivals = RandomStream(
      seed: station.seed, replication: replication, component: "customers", purpose: "arrivals")
    var services = RandomStream(
      seed: station.seed, replication: replication, component: "station", purpose: "service")
    // When each server is free, the earliest first.
    var free = Array(repeating: Instant.start, count: station.servers)
    // Arrivals per unit of time: one for each unit of the rate's integral.
    var due = 0.0
    while true {
      due += -Elementary.log(arrivals.uniform())
      let arrival = Instant.start + Interval(seconds: 2 * due / (2 * station.arrivalRate))
      guard arrival < end else { break }
      let start = max(arrival, free.removeFirst())
      let departure = start + station.service.interval(using: &services)
      free.insert(departure, at: free.firstIndex { $0 > departure } ?? free.count)
      customers.append((arrival, start, departure))
    }
  }

  /// The sojourns of those who have left before the end, in nanoseconds, and how many they are.
  package var sojourns: (sum: Int128, count: Int) {
    let gone = customers.filter { $0.departure < end }
    return (gone.reduce(0) { $0 + Int128(($1.departure - $1.arrival).nanoseconds) }, gone.count)
  }

  /// The time that all customers have spent in the station by the end, in nanoseconds.
  package var timeInside: Int128 {
    customers.reduce(0) { $0 + Int128((min($1.departure, end) - $1.arrival).nanoseconds) }
  }

  /// The time that all customers have spent waiting by the end, in nanoseconds.
  package var timeWaiting: Int128 {
    customers.reduce(0) { $0 + Int128((min($1.start, end) - $1.arrival).nanoseconds) }
  }
}
