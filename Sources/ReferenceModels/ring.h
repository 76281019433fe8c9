/// A first-in, first-out line of 64-bit words in a ring that doubles when it is full.
#ifndef RING_H
#define RING_H

#include <stddef.h>
#include <stdint.h>

#include "memory.h"

typedef struct {
  uint64_t *words;
  size_t head;
  size_t count;
  /// A power of two, so that an index wraps with a mask; or zero.
  size_t capacity;
} ring;

static inline void ring_grow(ring *ring) {
  size_t old = ring->capacity, capacity = old == 0 ? 64 : old * 2;
  ring->words = memory_resize(ring->words, capacity, sizeof *ring->words);
  // The full ring's part before its head moves behind the part that begins there.
  for (size_t i = 0; i < ring->head; i++) ring->words[old + i] = ring->words[i];
  ring->capacity = capacity;
}

static inline void ring_append(ring *ring, uint64_t word) {
  if (__builtin_expect(ring->count == ring->capacity, 0)) ring_grow(ring);
  ring->words[(ring->head + ring->count++) & (ring->capacity - 1)] = word;
}

/// Takes the word that has waited longest; there must be one.
static inline uint64_t ring_take(ring *ring) {
  uint64_t word = ring->words[ring->head];
  ring->head = (ring->head + 1) & (ring->capacity - 1);
  ring->count--;
  return word;
}

static inline void ring_free(ring *ring) { free(ring->words); }

#endif
