/// Three small simulations in plain C: the anchors that the benchmarks measure Faultline against.
///
/// They are written for speed as one would write them by hand, know nothing of each other, and are
/// pure functions of their arguments: no clock, no file, no global state. All times are whole
/// nanoseconds. Every model runs over the same future event set, a monotone radix heap.
#ifndef REFERENCE_MODELS_H
#define REFERENCE_MODELS_H

#include <stdint.h>

// MARK: Hold

/// A future event set in its steady state, with a fixed number of events pending.
typedef struct reference_hold reference_hold;

/// What a number of holds led to.
typedef struct {
  /// When the last event fell due.
  int64_t now_ns;
  /// A hash over the due times of all events taken since the set was made, in their order.
  uint64_t checksum;
} reference_hold_result;

/// Makes a set with a number of events pending, each due after an exponential time of mean 1 s.
reference_hold *reference_hold_make(uint64_t pending, uint64_t seed);

/// Takes the earliest event and puts it back an exponential time (mean 1 s) later, so many times.
reference_hold_result reference_hold_run(reference_hold *hold, uint64_t holds);

/// Gives back the memory of a set.
void reference_hold_free(reference_hold *hold);

// MARK: M/M/1

/// A Poisson stream of customers before one exponential server with an endless waiting room.
typedef struct {
  double arrivals_per_second;
  double services_per_second;
  /// After how long the run ends.
  double length_s;
  uint64_t seed;
} reference_mm1_settings;

/// What the customers went through.
typedef struct {
  /// How many began their service.
  uint64_t customers;
  /// The mean time from arrival to the start of the service, over those who began it.
  double mean_wait_s;
  uint64_t events;
} reference_mm1_result;

/// Runs the queue from empty, as two components that send each other events.
///
/// Three events a customer: the source's tick, the arrival at the server, the end of the service.
reference_mm1_result reference_mm1(reference_mm1_settings settings);

// MARK: Retry storm

/// One queue with a visibility timeout, a pool of workers, and a dependency that hangs for a while.
typedef struct {
  double arrivals_per_second;
  uint32_t workers;
  int64_t mean_service_ns;
  /// How long a received message stays hidden from other workers.
  int64_t visibility_timeout_ns;
  /// After how many receives a message goes to the dead-letter queue instead of to a worker.
  uint16_t maximum_receives;
  /// The dependency hangs for calls that begin at `start <= t < end`.
  int64_t outage_start_ns;
  int64_t outage_end_ns;
  /// How long a worker waits for a dependency that hangs.
  int64_t call_timeout_ns;
  /// The probability that a service outside of the outage fails, from 0 to 1.
  double failure_share;
  int64_t length_ns;
  /// How often a row of metrics is written.
  int64_t period_ns;
  uint64_t seed;
} reference_storm_settings;

/// What became of the messages.
///
/// `sent = deleted + dead_lettered + visible + in_flight` and
/// `deliveries = succeeded + hung + failed + in_service`.
typedef struct {
  uint64_t sent;
  uint64_t deliveries;
  uint64_t deleted;
  uint64_t dead_lettered;
  /// Messages that wait in the queue at the end.
  uint64_t visible;
  /// Messages received and neither deleted nor visible again at the end.
  uint64_t in_flight;

  uint64_t succeeded;
  uint64_t hung;
  uint64_t failed;
  /// Workers busy at the end.
  uint64_t in_service;

  /// The largest number of waiting messages at the end of a period.
  uint64_t peak_visible;
  /// The mean time from the sending to the successful end of the service, over all successes.
  double mean_latency_s;
  uint64_t events;
  /// A hash over all rows of metrics.
  uint64_t fingerprint;
} reference_storm_result;

/// The storm of the benchmarks with its load and its workers multiplied by a scale.
///
/// Poisson arrivals at 100/s, 64 workers, exponential services of mean 0.2 s that never fail, a
/// visibility timeout of 30 s, at most 3 receives, an hour with a hang from 600 s to 1200 s and
/// calls that time out after 30 s, a row of metrics a minute.
reference_storm_settings reference_storm_settings_scaled(uint32_t scale);

/// Runs a storm in which every interaction is an event between components.
///
/// Six events a message: arrival, send, delivery, completion, deletion, poll; and one visibility
/// timer for each receive, withdrawn when the message is deleted.
reference_storm_result reference_storm(reference_storm_settings settings);

#endif
