/// Messages in one slab: slots are given out, taken back and given out again under a new number.
#ifndef MESSAGE_STORE_H
#define MESSAGE_STORE_H

#include <stdbool.h>
#include <string.h>

#include "future_events.h"
#include "memory.h"

/// A message's slot in the lower half and its generation in the upper, so that the number of a
/// deleted message is known to be stale.
typedef uint64_t message_id;

typedef struct {
  int64_t sent_ns;
  /// The visibility timeout that runs while the message is in flight, or zero.
  timer_id visibility;
  uint32_t generation;
  uint16_t receives;
} message;

typedef struct {
  message *messages;
  uint32_t *spare_slots;
  size_t spare_count;
  size_t count;
  size_t capacity;
} message_store;

static inline void message_store_grow(message_store *store) {
  store->capacity = store->capacity == 0 ? 1024 : store->capacity * 2;
  store->messages = memory_resize(store->messages, store->capacity, sizeof *store->messages);
  store->spare_slots =
      memory_resize(store->spare_slots, store->capacity, sizeof *store->spare_slots);
}

/// Makes a message that is sent now.
static inline message_id message_store_make(message_store *store, int64_t now) {
  uint32_t slot;
  if (store->spare_count > 0) {
    slot = store->spare_slots[--store->spare_count];
  } else {
    if (store->count == store->capacity) message_store_grow(store);
    slot = (uint32_t)store->count++;
    store->messages[slot].generation = 0;
  }
  message *made = &store->messages[slot];
  made->sent_ns = now;
  made->visibility = 0;
  made->receives = 0;
  return (uint64_t)made->generation << 32 | slot;
}

/// The message of a number, or nothing if it was deleted.
static inline message *message_store_find(const message_store *store, message_id id) {
  message *found = &store->messages[(uint32_t)id];
  return found->generation == (uint32_t)(id >> 32) ? found : NULL;
}

/// Forgets a message that is there.
static inline void message_store_delete(message_store *store, message_id id) {
  store->messages[(uint32_t)id].generation++;
  store->spare_slots[store->spare_count++] = (uint32_t)id;
}

static inline void message_store_free(message_store *store) {
  free(store->messages);
  free(store->spare_slots);
}

#endif
