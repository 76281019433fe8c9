#include "future_events.h"

#include <string.h>

#include "memory.h"

void future_events_init(future_events *set) {
  memset(set, 0, sizeof *set);
  event_bucket_grow(&set->buckets[0]);
  future_events_grow_slots(set);
  set->slot_count = 1;  // Slot zero stands for no timer.
}

void future_events_free(future_events *set) {
  for (int k = 0; k < event_bucket_count; k++) free(set->buckets[k].events);
  free(set->generations);
  free(set->spare_slots);
}

void event_bucket_grow(event_bucket *bucket) {
  bucket->capacity = bucket->capacity == 0 ? 16 : bucket->capacity * 2;
  bucket->events = memory_resize(bucket->events, bucket->capacity, sizeof *bucket->events);
}

void future_events_grow_slots(future_events *set) {
  size_t capacity = set->slot_capacity == 0 ? 64 : set->slot_capacity * 2;
  set->generations = memory_resize(set->generations, capacity, sizeof *set->generations);
  set->spare_slots = memory_resize(set->spare_slots, capacity, sizeof *set->spare_slots);
  size_t added = capacity - set->slot_capacity;
  memset(set->generations + set->slot_capacity, 0, added * sizeof *set->generations);
  set->slot_capacity = capacity;
}
