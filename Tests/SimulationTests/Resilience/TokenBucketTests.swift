import Simulation
import Testing

@Suite struct `A bucket of tokens` {
  @Test func `gives its burst at once and then its rate`() {
    var bucket = TokenBucket(rate: 10, burst: 3)
    let times = [0, 0, 0, 0, 99, 100, 100, 250, 300, 300]
    let taken = times.map { bucket.take(at: .start + .milliseconds($0)) }
    #expect(
      taken == [true, true, true, false, false, true, false, true, true, false])
  }

  @Test func `does not drift when it is asked often`() {
    // Seven tokens in three seconds: not a whole number of nanoseconds apart.
    var bucket = TokenBucket(rate: 7, per: .seconds(3), burst: 1)
    var taken = 0
    for microsecond in stride(from: 0, through: 300_000_000, by: 37) {
      if bucket.take(at: .start + .microseconds(microsecond)) { taken += 1 }
    }
    // One at the start; then at the first look after each is due, a burst of one losing nothing
    // as long as looks come more often than tokens. The wait for the look is lost each time.
    #expect((699...701).contains(taken))
    var eager = TokenBucket(rate: 7, per: .seconds(3), burst: 701)
    #expect(eager.take(701, at: .start) == true)
    for microsecond in stride(from: 0, through: 299_999_999, by: 37) {
      _ = eager.available(at: .start + .microseconds(microsecond))
      _ = eager.take(0, at: .start + .microseconds(microsecond))
    }
    #expect(eager.available(at: .start + .seconds(300) - .nanoseconds(1)) == 699)
    #expect(eager.available(at: .start + .seconds(300)) == 700)
  }

  @Test(arguments: [(1, 1), (3, 7), (10, 3), (999, 1_000), (1_000_000, 1)])
  func `says exactly when there will be enough`(rate: Int, seconds: Int) {
    var bucket = TokenBucket(rate: rate, per: .seconds(seconds), burst: 5)
    #expect(bucket.take(4, at: .start) == true)
    for count in 1...5 {
      let when = bucket.nextAvailable(count, at: .start)
      var copy = bucket
      if count == 1 {
        #expect(when == .start)
      } else {
        #expect(copy.take(count, at: when - .nanoseconds(1)) == false)
      }
      #expect(copy.take(count, at: when) == true)
    }
  }

  @Test func `never has more than its burst`() {
    var bucket = TokenBucket(rate: 1_000, burst: 5)
    #expect(bucket.nextAvailable(6, at: .start) == .never)
    #expect(bucket.take(6, at: .start + .days(30_000)) == false)
    bucket.giveBack(100)
    #expect(bucket.available(at: .start + .days(30_000)) == 5)
    #expect(bucket.take(5, at: .start + .days(30_000)) == true)
    bucket.giveBack(2)
    #expect(bucket.available(at: .start + .days(30_000)) == 2)
  }

  @Test func `without a rate is never filled again`() {
    var bucket = TokenBucket(rate: 0, burst: 1)
    #expect(bucket.take(at: .start) == true)
    #expect(bucket.take(at: .start + .days(365)) == false)
    #expect(bucket.nextAvailable(1, at: .start) == .never)
  }

  @Test func `keeps its tokens when its rate changes`() {
    var bucket = TokenBucket(rate: 10, burst: 10)
    #expect(bucket.take(6, at: .start) == true)
    bucket.change(rate: 1, burst: 3, at: .start)
    #expect(bucket.available(at: .start) == 3)
    #expect(bucket.take(3, at: .start) == true)
    #expect(bucket.nextAvailable(1, at: .start) == .start + .seconds(1))
  }

  @Test(arguments: [
    (10.0, 100), (0.5, 2_000), (1.0 / 6, 6_000), (1.0 / 60, 60_000), (2.0 / 3_600, 1_800_000),
  ])
  func `takes a rate that is whole per second, minute or hour as it is`(
    rate: Double, milliseconds: Int
  ) {
    var bucket = TokenBucket(ratePerSecond: rate, burst: 1)
    #expect(bucket.take(at: .start) == true)
    #expect(bucket.nextAvailable(at: .start) == .start + .milliseconds(milliseconds))
  }
}
