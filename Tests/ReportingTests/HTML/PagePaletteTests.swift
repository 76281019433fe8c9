import Foundation
import Reporting
import Testing

@Suite struct `The colours of a page` {
  @Test(arguments: [PagePalette.light, .dark])
  func `stand out from both grounds by 4.5 to 1 at least`(palette: PagePalette) throws {
    let words = [
      palette.ink, palette.faint, palette.good, palette.bad, palette.warning, palette.link,
    ]
    for colour in words + palette.lines {
      for ground in [palette.page, palette.sheet] {
        let contrast = try Self.contrast(colour, ground)
        #expect(contrast >= 4.5, "\(colour) on \(ground): \(contrast)")
      }
    }
  }

  @Test(arguments: [PagePalette.light, .dark])
  func `are different lines even to those who see no red, green or blue`(
    palette: PagePalette
  ) throws {
    for (place, first) in palette.lines.enumerated() {
      for second in palette.lines[..<place] {
        for deficiency in Self.deficiencies {
          let distance = zip(
            try Self.seen(first, with: deficiency), try Self.seen(second, with: deficiency)
          ).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
          #expect(distance > 0.08, "\(first) and \(second)")
        }
      }
    }
  }

  /// WCAG 2.2, "contrast ratio".
  private static func contrast(_ first: String, _ second: String) throws -> Double {
    let weights = [0.2126, 0.7152, 0.0722]
    let luminances = try [first, second].map { colour in
      zip(weights, try linear(colour)).reduce(0) { $0 + $1.0 * $1.1 }
    }.sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }

  /// Protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes, 2009, severity 1).
  private static let deficiencies: [[[Double]]] = [
    [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
      [-0.011820, 0.042940, 0.968881],
    ],
    [
      [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.303900],
    ],
  ]

  private static func seen(_ colour: String, with matrix: [[Double]]) throws -> [Double] {
    let colour = try linear(colour)
    return matrix.map { row in zip(row, colour).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// Red, green and blue from 0 to 1, as light.
  private static func linear(_ colour: String) throws -> [Double] {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    return [16, 8, 0].map { shift in
      let share = Double((number >> shift) & 0xFF) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
  }
}
