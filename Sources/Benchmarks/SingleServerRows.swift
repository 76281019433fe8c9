import ReferenceModels
import Simulation

/// What the customers of an M/M/1 queue, which starts empty, went through.
struct SingleServerOutcome {
  let arrivalRate: Double
  let serviceRate: Double
  let customers: Int
  let meanWait: Double

  /// What is wrong, if anything: the mean wait must lie in its 99.9 % interval around theory.
  ///
  /// The mean is 1 / (μ − λ) − 1 / μ. Waits of successive customers are correlated; in units of a
  /// service, the variance of the mean over n of them tends to
  /// ρ (2 + 5 ρ − 4 ρ² + ρ³) / (1 − ρ)⁴ / n (Daley 1968; Whitt 1989, "Planning queueing
  /// simulations").
  var mistake: String? {
    let load = arrivalRate / serviceRate
    let idle = 1 - load
    let cubic = load * (2 + 5 * load - 4 * load * load + load * load * load)
    let variance = cubic / (idle * idle * idle * idle) / Double(customers)
    return Confidence.mistake(
      "mean wait", meanWait, expected: 1 / (serviceRate - arrivalRate) - 1 / serviceRate,
      within: Confidence.z999 * variance.squareRoot() / serviceRate)
  }
}

extension Row {
  /// A Poisson source and a single exponential server as two components, 80 % loaded.
  static func singleServer(effort: Options.Effort) -> Row {
    let seconds = effort == .quick ? 1e6 : 5e6
    return Row(
      "M/M/1, two components", in: .millionsPerSecond(of: "customers"), goal: .ratioAtLeast(0.5),
      subject: { SwiftSide.singleServer(arrivalRate: 0.8, serviceRate: 1, seconds: seconds) },
      reference: {
        ReferenceSide.singleServer(arrivalRate: 0.8, serviceRate: 1, seconds: seconds)
      },
      check: \.mistake)
  }
}

extension SwiftSide {
  /// The queue on Faultline's kernel.
  static func singleServer(arrivalRate: Double, serviceRate: Double, seconds: Double)
    -> Trial<SingleServerOutcome>
  {
    Trial(per: { Double($0.customers) }) {
      var system = SingleServerProbe(arrivalRate: arrivalRate, serviceRate: serviceRate, seed: 1)
      let result = system.run(for: Interval(seconds: seconds))
      return SingleServerOutcome(
        arrivalRate: arrivalRate, serviceRate: serviceRate, customers: result.customers,
        meanWait: result.meanWait)
    }
  }
}

extension ReferenceSide {
  /// The C queue: a source's tick, an arrival and the end of a service for each customer.
  static func singleServer(arrivalRate: Double, serviceRate: Double, seconds: Double)
    -> Trial<SingleServerOutcome>
  {
    Trial(per: { Double($0.customers) }) {
      let result = reference_mm1(
        reference_mm1_settings(
          arrivals_per_second: arrivalRate, services_per_second: serviceRate, length_s: seconds,
          seed: 1))
      return SingleServerOutcome(
        arrivalRate: arrivalRate, serviceRate: serviceRate, customers: Int(result.customers),
        meanWait: result.mean_wait_s)
    }
  }
}
