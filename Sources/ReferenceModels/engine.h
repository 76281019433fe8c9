/// Components that know each other by number and answer events with events.
#ifndef ENGINE_H
#define ENGINE_H

#include "future_events.h"

typedef struct engine engine;
typedef struct component component;

/// A part of a model: the first member of its struct.
struct component {
  /// Reacts to an event: which one it is, and what it is about.
  void (*handle)(component *self, engine *engine, uint32_t what, uint64_t about);
};

enum { engine_component_limit = 8 };

struct engine {
  future_events events;
  component *components[engine_component_limit];
  uint64_t handled;
};

static inline int64_t engine_now(const engine *engine) { return engine->events.now; }

static inline parcel parcel_make(uint32_t to, uint32_t what, uint64_t about) {
  return (parcel){.head = (uint64_t)to << 32 | what, .body = about};
}

/// Lets a component handle an event after a delay.
static inline void engine_send(engine *engine, uint32_t to, uint32_t what, uint64_t about,
                               int64_t delay) {
  int64_t time = engine_now(engine) + delay;
  future_events_insert(&engine->events, time, parcel_make(to, what, about));
}

/// Lets a component handle an event after a delay, unless it is withdrawn.
static inline timer_id engine_arm(engine *engine, uint32_t to, uint32_t what, uint64_t about,
                                  int64_t delay) {
  int64_t time = engine_now(engine) + delay;
  return future_events_arm(&engine->events, time, parcel_make(to, what, about));
}

/// Handles all events before `end` in their order.
static inline void engine_run(engine *engine, int64_t end) {
  parcel next;
  uint64_t handled = 0;
  while (future_events_next(&engine->events, end, &next)) {
    component *receiver = engine->components[next.head >> 32];
    receiver->handle(receiver, engine, (uint32_t)next.head, next.body);
    handled++;
  }
  engine->handled += handled;
}

#endif
