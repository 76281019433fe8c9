package import Simulation

/// One or two series over virtual time, drawn in characters, with the faults marked beneath.
///
/// The value axis starts at zero, and series of the same unit share it; a second unit has its own
/// axis on the right, cut into as many steps, so that its labels stand beside the same rows.
package struct Chart: Sendable {
  /// What is shown, such as `orders  ApproximateNumberOfMessagesVisible`.
  package var title: String
  /// What a point is, such as `maximum per 1 min`.
  package var subtitle: String
  /// The length of the time axis, which starts with the run.
  package var duration: Interval
  /// How long each point of the series lasts.
  package var period: Interval
  /// One or two series; the first is drawn over the second.
  package var series: [Series]
  /// The windows in which faults act.
  package var faults: [FaultMark]
  /// About how many rows the plot has; it is brought to a multiple of the steps of the axis.
  package var height: Int
  /// A value up to which the axis of the first series reaches at least, so that charts of several
  /// variants can be compared by eye.
  package var reach: Double

  /// A chart; it is drawn by `text(in:)`.
  ///
  /// - Precondition: there are one or two series, and duration and period are longer than zero.
  package init(
    title: String, subtitle: String = "", duration: Interval, period: Interval, series: [Series],
    faults: [FaultMark] = [], height: Int = 8, reach: Double = 0
  ) {
    precondition((1...2).contains(series.count), "a chart shows one or two series, not all of them")
    precondition(duration > .zero && period > .zero, "a time axis must be longer than zero")
    self.title = title
    self.subtitle = subtitle
    self.duration = duration
    self.period = period
    self.series = series
    self.faults = faults
    self.height = height
    self.reach = reach
  }

  /// Values that follow each other period by period.
  package struct Series: Sendable {
    /// How the values are drawn.
    package enum Drawing: Hashable, Sendable {
      /// The middles of the periods, joined by straight lines.
      case line
      /// Level within a period, for what keeps its value until it changes.
      case step
      /// A bar for each period, for sums; drawn as steps where it is the second series.
      case bars
    }

    /// The name in the legend.
    package var name: String
    /// What the values count.
    package var unit: DisplayUnit
    /// One value for each period from the start of the run; `nil` where there is no data point.
    ///
    /// Values that are negative or not finite have no place on the axis and count as missing.
    package var values: [Double?]
    /// How the values are drawn.
    package var drawing: Drawing
    /// What a column shows when it has to stand for several periods.
    package var reduction: Reduction

    /// A series.
    package init(
      _ name: String, unit: DisplayUnit, values: [Double?], drawing: Drawing = .line,
      reduction: Reduction = .maximum
    ) {
      self.name = name
      self.unit = unit
      self.values = values.map { value in
        value.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
      }
      self.drawing = drawing
      self.reduction = reduction
    }
  }

  /// What a column shows when it has to stand for several periods.
  package enum Reduction: String, Sendable {
    /// The largest value: no peak is lost.
    case maximum
    /// The mean of those that are there: areas keep their size.
    case mean
  }

  /// A window in which a fault acts.
  package struct FaultMark: Hashable, Sendable {
    package var label: String
    package var start: Instant
    /// The first instant at which it no longer acts.
    package var end: Instant

    /// A window to be marked.
    package init(_ label: String, start: Instant, end: Instant) {
      self.label = label
      self.start = start
      self.end = end
    }
  }
}
