extension IdempotencyPolicy {
  /// How the store answered the conditional put with which work begins.
  package enum PutOutcome: Hashable, Sendable {
    /// There was no record that counts; now there is one that says that somebody is at it.
    case stored
    /// The condition failed because of this record; `nil` if it was gone when it was read.
    case conditionFailed(IdempotencyRecord?)
    /// The store did not answer, or refused.
    case failed
  }

  /// What a handler does about a piece of work.
  package enum Decision: Hashable, Sendable {
    /// Do it.
    case run
    /// Answer as before, and do nothing.
    case answerAsBefore
    /// Fail, since somebody else is at it; the message comes again.
    case failInProgress
    /// Fail, since something else was asked for under the same key.
    case failPayloadMismatch
    /// Put again: record and condition contradict each other, since time has passed between them.
    case putAgain
    /// Fail, since the store cannot be asked.
    case failStore
  }

  /// What to do after the conditional put with which a piece of work begins.
  package func decision(
    after outcome: PutOutcome, payload: UInt32 = 0, at now: Instant
  ) -> Decision {
    switch outcome {
    case .stored: return .run
    case .failed: return .failStore
    case .conditionFailed(nil): return .putAgain
    case .conditionFailed(let record?):
      switch record.status(at: now) {
      case .expired: return .putAgain
      case .inProgress: return record.yields(at: now) ? .putAgain : .failInProgress
      case .completed:
        return validatesPayload && record.payload != payload
          ? .failPayloadMismatch : .answerAsBefore
      }
    }
  }

  /// How the work itself ended.
  package enum WorkOutcome: Hashable, Sendable {
    case success
    /// The handler failed by itself, and could still tidy up.
    case exception
    /// The handler was killed, by its time-out or with its environment.
    case killed
  }

  /// What becomes of the record after the work.
  package enum Epilogue: Hashable, Sendable {
    /// Store the answer.
    case complete(IdempotencyRecord)
    /// Delete the record, so that the next attempt runs.
    case delete
    /// Nobody is left to do anything: the record says that somebody is at it until it expires.
    case nothing
  }

  /// What to do with the record once the work has ended.
  package func epilogue(
    after outcome: WorkOutcome, payload: UInt32 = 0, at now: Instant
  ) -> Epilogue {
    switch outcome {
    case .success: .complete(completed(payload: payload, at: now))
    case .exception: .delete
    case .killed: .nothing
    }
  }
}
