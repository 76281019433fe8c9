#include "future_events.h"
#include "memory.h"
#include "randomness.h"
#include "reference_models.h"

static const double mean_delay_ns = 1e9;

struct reference_hold {
  future_events events;
  random_stream delays;
  uint64_t checksum;
};

reference_hold *reference_hold_make(uint64_t pending, uint64_t seed) {
  reference_hold *hold = memory_resize(NULL, 1, sizeof *hold);
  future_events_init(&hold->events);
  hold->delays = random_stream_make(seed);
  hold->checksum = 0;
  for (uint64_t i = 0; i < pending; i++) {
    int64_t time = random_exponential(&hold->delays, mean_delay_ns);
    future_events_insert(&hold->events, time, (parcel){.head = i, .body = i});
  }
  return hold;
}

reference_hold_result reference_hold_run(reference_hold *hold, uint64_t holds) {
  future_events *events = &hold->events;
  random_stream delays = hold->delays;
  uint64_t checksum = hold->checksum;
  parcel next;
  for (uint64_t i = 0; i < holds && future_events_next(events, INT64_MAX, &next); i++) {
    checksum = rotate_left(checksum, 5) ^ (uint64_t)events->now;
    int64_t time = events->now + random_exponential(&delays, mean_delay_ns);
    future_events_insert(events, time, next);
  }
  hold->delays = delays;
  hold->checksum = checksum;
  return (reference_hold_result){.now_ns = events->now, .checksum = checksum};
}

void reference_hold_free(reference_hold *hold) {
  future_events_free(&hold->events);
  free(hold);
}
