/// Elementary functions that give the same bits on every machine.
///
/// A C library's `log`, `exp` and `pow` differ between versions and even between processors, since
/// it picks a fused variant when it is loaded. These use only operations that IEEE 754 rounds
/// exactly (`+ − × ÷`) and bit patterns, never a fused multiply-add.
package enum Elementary {
  private static let upperPartOfLog2 = 6.93147180369123816490e-01
  private static let lowerPartOfLog2 = 1.90821492927058770002e-10

  /// The natural logarithm, within one unit in the last place.
  ///
  /// Reduction to √½ ≤ m < √2 and the polynomial of FreeBSD's `e_log.c` (Sun Microsystems, 1993).
  @inline(__always)
  package static func log(_ x: Double) -> Double {
    guard x >= Double.leastNormalMagnitude, x <= Double.greatestFiniteMagnitude else {
      return logOfSpecial(x)
    }
    return logOfNormal(x, exponentBias: 1023)
  }

  /// The logarithm of 1 + x, within a few units in the last place even for tiny x.
  ///
  /// The logarithm of the rounded sum, corrected for what the rounding lost (Kahan).
  package static func log1p(_ x: Double) -> Double {
    let sum = 1 + x
    guard sum > 0, sum < .infinity else { return log(sum) }
    return log(sum) - ((sum - 1) - x) / sum
  }

  /// The exponential function, within one unit in the last place.
  ///
  /// Reduction by multiples of log 2 and the rational form of FreeBSD's `e_exp.c`.
  package static func exp(_ x: Double) -> Double {
    guard x <= 709.782712893383973096 else { return x.isNaN ? x : .infinity }
    guard x >= -745.13321910194110842 else { return 0 }
    let half = x < 0 ? -0.5 : 0.5
    let power = Int64(1.44269504088896338700 * x + half)
    let upper = x - Double(power) * upperPartOfLog2
    let lower = Double(power) * lowerPartOfLog2
    let rest = upper - lower
    let square = rest * rest
    let p45 = -1.65339022054652515390e-06 + square * 4.13813679705723846039e-08
    let p2345 = -2.77777777770155933842e-03 + square * (6.61375632143793436117e-05 + square * p45)
    let c = rest - square * (1.66666666666666019037e-01 + square * p2345)
    return scale(1 + (rest * c / (2 - c) - lower + upper), byTwoToThe: power)
  }

  /// A positive base to any power: `exp(exponent × log(base))`.
  ///
  /// The relative error is at most about (3 |exponent × log base| + 2) × 2⁻⁵³, ample for a draw.
  package static func power(_ base: Double, _ exponent: Double) -> Double {
    exp(exponent * log(base))
  }

  /// The square root of zero or a positive normal number, within one unit in the last place.
  ///
  /// The standard library's `squareRoot()` falls back on the C library and needs it at the link.
  /// This starts from half the exponent, refines 1/√x twice by Halley's method and x × 1/√x once
  /// by Newton's.
  package static func squareRoot(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? 0 : .nan }
    var inverse = Double(bitPattern: 0x5fe6_eb50_c7b5_37a9 - x.bitPattern >> 1)
    for _ in 0..<2 {
      let error = x * inverse * inverse
      inverse *= 1.875 - error * (1.25 - error * 0.375)
    }
    let root = x * inverse
    return root + 0.5 * inverse * (x - root * root)
  }

  /// The logarithm of a positive, normal number whose binary exponent is biased as given.
  @inline(__always)
  private static func logOfNormal(_ x: Double, exponentBias: Int64) -> Double {
    // The offset carries a mantissa of √2 or more into the next power of two.
    let raised = x.bitPattern &+ (0x3ff0_0000_0000_0000 - 0x3fe6_a09e_0000_0000)
    let power = Double(Int64(raised &>> 52) &- exponentBias)
    let mantissa = (raised & 0x000f_ffff_ffff_ffff) &+ 0x3fe6_a09e_0000_0000
    let f = Double(bitPattern: mantissa) - 1
    let halfSquare = 0.5 * f * f
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even =
      w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd57 = 1.818357216161805012e-01 + w * 1.479819860511658591e-01
    let odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * odd57))
    let tail = s * (halfSquare + (odd + even)) + power * lowerPartOfLog2
    return tail - halfSquare + f + power * upperPartOfLog2
  }

  /// The logarithm of what is not a positive normal number.
  @inline(never)
  private static func logOfSpecial(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    if x < 0 || x.isNaN { return .nan }
    if x == .infinity { return x }
    return logOfNormal(x * 0x1p54, exponentBias: 1023 + 54)
  }

  /// `y × 2ⁿ`, rounded once, for a y near one and −1,075 ≤ n ≤ 1,024.
  @inline(__always)
  private static func scale(_ y: Double, byTwoToThe n: Int64) -> Double {
    if n > 1023 { return y * 2 * 0x1p1023 }
    if n < -1021 { return y * twoToThe(n &+ 200) * 0x1p-200 }
    return y * twoToThe(n)
  }

  @inline(__always)
  private static func twoToThe(_ n: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: n &+ 1023) &<< 52)
  }
}
