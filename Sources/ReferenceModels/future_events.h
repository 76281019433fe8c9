/// The future event set: a monotone radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, 1990).
///
/// An event lies in the bucket of the highest bit in which its time differs from the clock, so an
/// insertion is an append. When nothing is due, the clock moves to the earliest time of the lowest
/// bucket and that bucket is spread over those below it; events only ever move to lower buckets and
/// only through sequential memory. Equal times always share a bucket and keep their order there,
/// hence first in, first out without a sequence number.
///
/// A timer is an event that can be withdrawn: its slot's generation moves on, and the stale entry
/// is dropped when its bucket is spread.
#ifndef FUTURE_EVENTS_H
#define FUTURE_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What happens: sixteen bytes that the set does not look at.
typedef struct {
  uint64_t head;
  uint64_t body;
} parcel;

/// A timer's slot in the lower half and its generation in the upper; zero for what cannot be
/// withdrawn.
typedef uint64_t timer_id;

/// Half a cache line.
typedef struct {
  int64_t time;
  timer_id timer;
  parcel parcel;
} future_event;

typedef struct {
  future_event *events;
  size_t count;
  size_t capacity;
} event_bucket;

/// Times are not negative, so two of them differ in at most 63 bits.
enum { event_bucket_count = 64 };

typedef struct {
  /// The clock: the time of the event taken last. All of bucket 0 is due now.
  int64_t now;
  /// How many events of bucket 0 were taken.
  size_t taken;
  /// A bit for every bucket that may hold something, except bucket 0.
  uint64_t occupied;
  event_bucket buckets[event_bucket_count];

  uint32_t *generations;
  uint32_t *spare_slots;
  size_t spare_count;
  size_t slot_count;
  size_t slot_capacity;
} future_events;

/// Makes an empty set at time zero.
void future_events_init(future_events *set);
/// Gives back the memory of a set.
void future_events_free(future_events *set);

/// Makes room for one more event at least.
void event_bucket_grow(event_bucket *bucket);
/// Makes room for one more timer at least.
void future_events_grow_slots(future_events *set);

// The rest stands here to be inlined into the loop that runs a model: a call for every step of the
// clock costs a fifth of a hold.

static inline bool timer_is_live(const future_events *set, timer_id timer) {
  return timer == 0 || set->generations[(uint32_t)timer] == (uint32_t)(timer >> 32);
}

/// Makes all copies of a live timer's number stale and its slot free.
static inline void timer_retire(future_events *set, timer_id timer) {
  set->generations[(uint32_t)timer] += 1;
  set->spare_slots[set->spare_count++] = (uint32_t)timer;
}

/// Appends an event to its bucket and returns the bucket's bit.
static inline uint64_t future_events_place(future_events *set, future_event event) {
  // One more than the position of the highest differing bit, or zero: without a branch.
  uint64_t difference = (uint64_t)(event.time ^ set->now);
  unsigned k = 63u ^ (unsigned)__builtin_clzll(difference << 1 | 1);
  event_bucket *bucket = &set->buckets[k];
  if (__builtin_expect(bucket->count == bucket->capacity, 0)) event_bucket_grow(bucket);
  bucket->events[bucket->count++] = event;
  return (uint64_t)1 << k;
}

/// Lets something happen at a time that is not before now.
static inline void future_events_insert(future_events *set, int64_t time, parcel parcel) {
  future_event event = {.time = time, .timer = 0, .parcel = parcel};
  set->occupied |= future_events_place(set, event);
}

/// Lets something happen at a time that is not before now, unless it is withdrawn.
static inline timer_id future_events_arm(future_events *set, int64_t time, parcel parcel) {
  uint32_t slot;
  if (set->spare_count > 0) {
    slot = set->spare_slots[--set->spare_count];
  } else {
    if (set->slot_count == set->slot_capacity) future_events_grow_slots(set);
    slot = (uint32_t)set->slot_count++;
  }
  timer_id timer = (uint64_t)set->generations[slot] << 32 | slot;
  future_event event = {.time = time, .timer = timer, .parcel = parcel};
  set->occupied |= future_events_place(set, event);
  return timer;
}

/// Withdraws a timer, unless it has happened or was withdrawn before.
static inline void future_events_withdraw(future_events *set, timer_id timer) {
  if (timer != 0 && timer_is_live(set, timer)) timer_retire(set, timer);
}

/// Drops the withdrawn events of a bucket and returns the earliest time among the others.
static inline int64_t event_bucket_sift(event_bucket *bucket, const future_events *set) {
  future_event *events = bucket->events;
  size_t count = bucket->count, live = 0;
  int64_t earliest = INT64_MAX;
  for (size_t i = 0; i < count; i++) {
    int64_t time = events[i].time;
    if (!timer_is_live(set, events[i].timer)) continue;
    if (live != i) events[live] = events[i];
    live++;
    earliest = time < earliest ? time : earliest;
  }
  bucket->count = live;
  return earliest;
}

/// Moves the clock to the earliest time before `end` and what is due then to bucket 0.
///
/// Returns false, and leaves the clock alone, when there is no such time: what comes in next may be
/// earlier than what waits.
static inline bool future_events_advance(future_events *set, int64_t end) {
  event_bucket *due = &set->buckets[0];
  due->count = 0;
  set->taken = 0;
  uint64_t occupied = set->occupied & ~(uint64_t)1;
  int64_t earliest = INT64_MAX;
  event_bucket *lowest = due;
  for (; occupied != 0; occupied &= occupied - 1) {
    lowest = &set->buckets[__builtin_ctzll(occupied)];
    earliest = event_bucket_sift(lowest, set);
    if (lowest->count > 0) break;
  }
  set->occupied = occupied;
  if (earliest >= end) return false;

  set->now = earliest;
  occupied &= occupied - 1;
  size_t count = lowest->count;
  lowest->count = 0;
  if (count == 1) {  // Often so, and worth 2 ns.
    due->events[0] = lowest->events[0];
    due->count = 1;
  } else {
    for (size_t i = 0; i < count; i++) occupied |= future_events_place(set, lowest->events[i]);
  }
  set->occupied = occupied;
  return true;
}

/// Takes the earliest event, the first inserted among equals, if there is one before `end`.
///
/// `end` is after now: what is due now is taken without a look at it.
static inline bool future_events_next(future_events *set, int64_t end, parcel *next) {
  const event_bucket *due = &set->buckets[0];
  for (;;) {
    while (set->taken == due->count) {
      if (!future_events_advance(set, end)) return false;
    }
    const future_event *event = &due->events[set->taken++];
    if (event->timer != 0) {
      if (!timer_is_live(set, event->timer)) continue;
      timer_retire(set, event->timer);
    }
    *next = event->parcel;
    return true;
  }
}

#endif
