import Simulation
import Testing

/// A processor of a task with so many vCPUs.
private func processor(_ cpus: Double) -> Processors {
  var processors = Processors(units: Int(cpus * Double(Processors.unitsPerCPU)))
  processors.open(0, at: .start)
  return processors
}

private func at(_ milliseconds: Int) -> Instant { .start + .milliseconds(milliseconds) }

@Suite struct `The processor of a task` {
  /// How many pieces of 100 ms begin together, on how many vCPUs, and when they are done.
  @Test(arguments: [
    (1, 1.0, 100), (2, 1.0, 200), (2, 2.0, 100), (3, 2.0, 150), (1, 0.25, 400), (1, 4.0, 100),
    (8, 4.0, 200),
  ])
  func `is shared evenly by its threads, none of which has more than one`(
    threads: Int, cpus: Double, milliseconds: Int
  ) {
    var processors = processor(cpus)
    for thread in 0..<threads {
      processors.begin(UInt32(thread), work: .milliseconds(100), on: 0, at: .start)
    }
    #expect(processors.nextEnd(of: 0) == at(milliseconds))
    for thread in 0..<threads {
      let done = processors.popDone(of: 0, at: at(milliseconds))
      #expect(done == UInt32(thread))
    }
  }

  @Test func `slows down for who comes and speeds up when somebody is done`() {
    var processors = processor(1)
    processors.begin(1, work: .milliseconds(100), on: 0, at: .start)
    processors.begin(2, work: .milliseconds(20), on: 0, at: at(50))
    // Both at half speed until the short one is done, after 40 ms; then 30 ms are left of the other.
    #expect(processors.nextEnd(of: 0) == at(90))
    let first = processors.popDone(of: 0, at: at(90))
    #expect(first == 2)
    #expect(processors.nextEnd(of: 0) == at(120))
  }

  @Test func `does nothing while its task stands still`() {
    var processors = processor(1)
    processors.begin(1, work: .milliseconds(100), on: 0, at: .start)
    processors.halt(0, true, at: at(40))
    #expect(processors.nextEnd(of: 0) == .never)
    processors.halt(0, false, at: at(1_040))
    #expect(processors.nextEnd(of: 0) == at(1_100))
    #expect(processors.usedTime(at: at(1_100)) == .milliseconds(100))
  }

  @Test func `is throttled to a share, even to nothing`() {
    var processors = processor(1)
    processors.begin(1, work: .milliseconds(100), on: 0, at: .start)
    processors.setCapacity(share: 0.5, at: .start)
    #expect(processors.nextEnd(of: 0) == at(200))
    processors.setCapacity(share: 0, at: at(100))
    #expect(processors.nextEnd(of: 0) == .never)
    processors.setCapacity(share: 1, at: at(200))
    #expect(processors.nextEnd(of: 0) == at(250))
  }

  @Test func `gives up what is not done when its task ends, and starts empty for the next`() {
    var processors = processor(1)
    processors.begin(7, work: .seconds(1), on: 0, at: .start)
    let undone = processors.popUndone(of: 0, at: at(10))
    let none = processors.popUndone(of: 0, at: at(10))
    #expect(undone == 7)
    #expect(none == nil)
    processors.open(0, at: at(20))
    processors.begin(8, work: .milliseconds(5), on: 0, at: at(20))
    #expect(processors.nextEnd(of: 0) == at(25))
  }

  /// M/M/1 with processor sharing: S / (1 - ρ) on average, here 100 ms / (1 - 0.5).
  @Test func `keeps Poisson arrivals for the mean time that theory says`() {
    var processors = processor(1)
    var draws = RandomStream(seed: 1, replication: 0, component: "cpu", purpose: "test")
    var arrivals: [Instant] = []
    var total = Interval.zero
    var left = 20_000
    var next = Instant.start
    while left > 0 || arrivals.count > 0, total.nanoseconds >= 0 {
      let end = processors.nextEnd(of: 0)
      if left > 0, next <= end {
        let work = Distribution.exponential(mean: 0.1).quantile(draws.uniform())
        processors.begin(
          UInt32(arrivals.count), work: Interval(seconds: work), on: 0, at: next)
        arrivals.append(next)
        left -= 1
        next =
          next + Interval(seconds: Distribution.exponential(mean: 0.2).quantile(draws.uniform()))
      } else if let done = processors.popDone(of: 0, at: end) {
        total = total + (end - arrivals[Int(done)])
      } else if end == .never {
        break
      }
    }
    let mean = total.seconds / Double(arrivals.count)
    #expect((0.18...0.22).contains(mean), "\(mean) s")
  }
}
