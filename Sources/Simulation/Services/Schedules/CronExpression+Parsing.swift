extension CronExpression {
  /// Reads the six fields between the parentheses.
  init(fields content: ScheduleReader.Word) throws(ScheduleSyntaxError) {
    let words = content.split()
    guard words.count == CronField.allCases.count else {
      throw ScheduleSyntaxError(.fieldCount(words.count), at: content.column)
    }
    self.init()
    var hasDay = [true, true]
    for (field, word) in zip(CronField.allCases, words) {
      if word.text == "?", field == .dayOfMonth || field == .dayOfWeek {
        hasDay[field == .dayOfMonth ? 0 : 1] = false
      } else {
        try read(word, field)
      }
    }
    let dayOfWeek = words[CronField.dayOfWeek.rawValue]
    guard hasDay[0] || hasDay[1] else { throw ScheduleSyntaxError(.noDay, at: dayOfWeek.column) }
    guard !hasDay[0] || !hasDay[1] else {
      throw ScheduleSyntaxError(.bothDays, at: dayOfWeek.column)
    }
    goesByWeekday = hasDay[1]
  }

  private mutating func read(
    _ word: ScheduleReader.Word, _ field: CronField
  ) throws(ScheduleSyntaxError) {
    let parts = word.parts()
    for part in parts {
      guard !part.text.isEmpty else {
        throw ScheduleSyntaxError(.emptyPart(field), at: part.column)
      }
      if part.text.contains("?") {
        let problem: ScheduleSyntaxError.Problem =
          field.wildcards.contains("?") ? .notAlone("?", field) : .wildcard("?", field)
        throw ScheduleSyntaxError(problem, at: part.column)
      }
      if part.text.contains("#"), parts.count > 1, field == .dayOfWeek {
        throw ScheduleSyntaxError(.notAlone(part.text, field), at: part.column)
      }
      if let rule = try Self.rule(part, field) {
        rules.append(rule)
      } else {
        try insert(Self.values(part, field), field)
      }
    }
  }

  private mutating func insert(_ values: [Int], _ field: CronField) {
    for value in values {
      switch field {
      case .minutes: minutes.insert(value)
      case .hours: hours.insert(value)
      case .dayOfMonth: daysOfMonth.insert(value)
      case .month: months.insert(value)
      case .dayOfWeek: daysOfWeek.insert(value)
      case .year: years.insert(value)
      }
    }
  }

  /// A part with `L`, `W` or `#`, or `nil` if it has none of them.
  private static func rule(
    _ part: ScheduleReader.Word, _ field: CronField
  ) throws(ScheduleSyntaxError) -> DayRule? {
    let text = part.text.uppercased()
    switch field {
    case .dayOfMonth:
      if text == "L" { return .last }
      if text == "LW" { return .lastWeekday }
      guard text.hasSuffix("W") else { return nil }
      return .nearestWeekday(try value(text.dropLast(), of: part, field))
    case .dayOfWeek:
      if let mark = text.firstIndex(of: "#") {
        let weekday = try value(text[..<mark], of: part, field)
        guard let count = decimalNumber(text[text.index(after: mark)...]), (1...5).contains(count)
        else { throw ScheduleSyntaxError(.notAValue(part.text, field), at: part.column) }
        return .nth(weekday: weekday, count)
      }
      guard text.hasSuffix("L"), text != "L" else { return nil }
      return .lastOf(weekday: try value(text.dropLast(), of: part, field))
    case .minutes, .hours, .month, .year:
      return nil
    }
  }

  /// The numbers of a part: one value, a range, all of them, each with or without a step.
  private static func values(
    _ part: ScheduleReader.Word, _ field: CronField
  ) throws(ScheduleSyntaxError) -> [Int] {
    if field == .dayOfWeek, part.text.uppercased() == "L" { return [7] }
    let pieces = part.text.split(separator: "/", omittingEmptySubsequences: false)
    guard pieces.count == 1 || field.wildcards.contains("/") else {
      throw ScheduleSyntaxError(.wildcard("/", field), at: part.column)
    }
    guard pieces.count <= 2 else {
      throw ScheduleSyntaxError(.notAValue(part.text, field), at: part.column)
    }
    let step = try step(pieces, of: part, field)
    let base = pieces[0]
    if base == "*" {
      return Array(stride(from: field.range.lowerBound, through: field.range.upperBound, by: step))
    }
    let ends = base.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2 else {
      throw ScheduleSyntaxError(.notAValue(part.text, field), at: part.column)
    }
    let first = try value(ends[0], of: part, field)
    if ends.count == 2 {
      let last = try value(ends[1], of: part, field)
      return try range(from: first, through: last, by: step, of: part, field)
    }
    // A value with a step runs to the end of the field: 5/15 is 5, 20, 35, 50.
    return pieces.count == 2
      ? Array(stride(from: first, through: field.range.upperBound, by: step)) : [first]
  }

  private static func step(
    _ pieces: [Substring], of part: ScheduleReader.Word, _ field: CronField
  ) throws(ScheduleSyntaxError) -> Int {
    guard pieces.count == 2 else { return 1 }
    guard let step = decimalNumber(pieces[1]), (1...field.range.count).contains(step) else {
      throw ScheduleSyntaxError(
        .step(String(pieces[1]), field), at: part.column + pieces[0].count + 1)
    }
    return step
  }

  /// The numbers of a range; one that runs backwards goes on past the end of the field, as Friday to
  /// Monday does, except for years.
  private static func range(
    from first: Int, through last: Int, by step: Int, of part: ScheduleReader.Word,
    _ field: CronField
  ) throws(ScheduleSyntaxError) -> [Int] {
    if first <= last { return Array(stride(from: first, through: last, by: step)) }
    guard field != .year else {
      throw ScheduleSyntaxError(.backwards(part.text, field), at: part.column)
    }
    let lower = field.range.lowerBound
    let size = field.range.count
    return stride(from: first, through: last + size, by: step).map { ($0 - lower) % size + lower }
  }

  private static func value(
    _ text: some StringProtocol, of part: ScheduleReader.Word, _ field: CronField
  ) throws(ScheduleSyntaxError) -> Int {
    guard let value = field.value(text) else {
      throw ScheduleSyntaxError(.notAValue(part.text, field), at: part.column)
    }
    return value
  }
}
