#include "engine.h"
#include "message_store.h"
#include "meter.h"
#include "randomness.h"
#include "reference_models.h"
#include "ring.h"

/// Who is told.
enum { producer_number, queue_number, pool_number, dead_letters_number };

/// What is told to each of them: the lowest eight bits of an event's 32. Above stand the number of
/// the receive that the event belongs to (16 bits) and the outcome of a completed call (8 bits).
enum { producer_arrival };
enum { queue_send, queue_poll, queue_delete, queue_expire };
enum { pool_delivery, pool_completion };
enum { dead_letters_send };

enum { succeeded, failed, hung, outcome_count };

static inline uint32_t of_receive(uint32_t what, uint16_t receive) {
  return what | (uint32_t)receive << 8;
}

static inline uint16_t receive_of(uint32_t what) { return (uint16_t)(what >> 8); }

static inline uint32_t with_outcome(uint32_t what, uint32_t outcome) {
  return what | outcome << 24;
}

static inline uint32_t outcome_of(uint32_t what) { return what >> 24; }

// MARK: Producer

typedef struct {
  component component;
  message_store *store;
  random_stream gaps;
  double mean_gap_ns;
  uint64_t sent;
} message_producer;

static void producer_schedule(message_producer *producer, engine *engine) {
  int64_t gap = random_exponential(&producer->gaps, producer->mean_gap_ns);
  engine_send(engine, producer_number, producer_arrival, 0, gap);
}

static void producer_handle(component *self, engine *engine, uint32_t what, uint64_t about) {
  (void)what, (void)about;  // A producer knows no other event than an arrival.
  message_producer *producer = (message_producer *)self;
  message_id made = message_store_make(producer->store, engine_now(engine));
  producer->sent++;
  engine_send(engine, queue_number, queue_send, made, 0);
  producer_schedule(producer, engine);
}

// MARK: Queue

typedef struct {
  component component;
  message_store *store;
  int64_t visibility_timeout_ns;
  uint16_t maximum_receives;
  ring visible;
  /// How many workers wait for a message; which one gets it makes no difference.
  uint64_t polls;
  uint64_t in_flight;
  uint64_t deliveries;
  uint64_t deleted;
} message_queue;

static void queue_deliver(message_queue *queue, engine *engine, message_id id, message *message) {
  queue->polls--;
  queue->in_flight++;
  queue->deliveries++;
  message->receives++;
  message->visibility =
      engine_arm(engine, queue_number, queue_expire, id, queue->visibility_timeout_ns);
  engine_send(engine, pool_number, of_receive(pool_delivery, message->receives), id, 0);
}

/// Hands visible messages to waiting workers for as long as there are both.
static void queue_match(message_queue *queue, engine *engine) {
  while (queue->polls > 0 && queue->visible.count > 0) {
    message_id id = ring_take(&queue->visible);
    message *message = &queue->store->messages[(uint32_t)id];
    if (message->receives >= queue->maximum_receives) {
      engine_send(engine, dead_letters_number, dead_letters_send, id, 0);
    } else {
      queue_deliver(queue, engine, id, message);
    }
  }
}

/// Forgets a message, unless its visibility timeout came first.
static void queue_remove(message_queue *queue, engine *engine, message_id id, uint16_t receive) {
  message *message = message_store_find(queue->store, id);
  if (message == NULL || message->receives != receive || message->visibility == 0) return;
  future_events_withdraw(&engine->events, message->visibility);
  message_store_delete(queue->store, id);
  queue->in_flight--;
  queue->deleted++;
}

static void queue_handle(component *self, engine *engine, uint32_t what, uint64_t about) {
  message_queue *queue = (message_queue *)self;
  switch ((uint8_t)what) {
  case queue_send:
    ring_append(&queue->visible, about);
    break;
  case queue_poll:
    queue->polls++;
    break;
  case queue_expire:
    queue->store->messages[(uint32_t)about].visibility = 0;
    queue->in_flight--;
    ring_append(&queue->visible, about);
    break;
  case queue_delete:
    queue_remove(queue, engine, about, receive_of(what));
    return;
  }
  queue_match(queue, engine);
}

// MARK: Workers and the dependency they call

typedef struct {
  component component;
  const message_store *store;
  random_stream services;
  random_stream failures;
  double mean_service_ns;
  double failure_share;
  int64_t outage_start_ns;
  int64_t outage_end_ns;
  int64_t call_timeout_ns;
  uint64_t in_service;
  uint64_t outcomes[outcome_count];
  /// From the sending to the successful end of the service.
  meter latencies;
} worker_pool;

static void pool_begin(worker_pool *pool, engine *engine, uint16_t receive, message_id id) {
  int64_t now = engine_now(engine), duration;
  uint32_t outcome = succeeded;
  if (now >= pool->outage_start_ns && now < pool->outage_end_ns) {
    duration = pool->call_timeout_ns;
    outcome = hung;
  } else {
    duration = random_exponential(&pool->services, pool->mean_service_ns);
    if (pool->failure_share > 0 && random_uniform(&pool->failures) < pool->failure_share) {
      outcome = failed;
    }
  }
  pool->in_service++;
  uint32_t completion = with_outcome(of_receive(pool_completion, receive), outcome);
  engine_send(engine, pool_number, completion, id, duration);
}

static void pool_end(worker_pool *pool, engine *engine, uint32_t what, message_id id) {
  pool->in_service--;
  pool->outcomes[outcome_of(what)]++;
  if (outcome_of(what) == succeeded) {
    // Another worker may have been faster if the visibility timeout was shorter than the service.
    const message *done = message_store_find(pool->store, id);
    if (done != NULL) meter_record(&pool->latencies, engine_now(engine) - done->sent_ns);
    engine_send(engine, queue_number, of_receive(queue_delete, receive_of(what)), id, 0);
  }
  engine_send(engine, queue_number, queue_poll, 0, 0);
}

static void pool_handle(component *self, engine *engine, uint32_t what, uint64_t about) {
  worker_pool *pool = (worker_pool *)self;
  if ((uint8_t)what == pool_delivery) {
    pool_begin(pool, engine, receive_of(what), about);
  } else {
    pool_end(pool, engine, what, about);
  }
}

// MARK: Dead letters

typedef struct {
  component component;
  ring messages;
} dead_letter_queue;

static void dead_letters_handle(component *self, engine *engine, uint32_t what, uint64_t about) {
  (void)engine, (void)what;  // Nothing else is ever told to it, and it answers nothing.
  ring_append(&((dead_letter_queue *)self)->messages, about);
}

// MARK: The run

/// The components, what they share, and what is written down at the end of every period.
typedef struct {
  engine engine;
  message_store store;
  message_producer producer;
  message_queue queue;
  worker_pool pool;
  dead_letter_queue dead_letters;

  uint64_t fingerprint;
  uint64_t peak_visible;
  uint64_t latency_count;
  double latency_sum_ns;
} storm;

static void storm_connect(storm *storm, const reference_storm_settings *settings) {
  storm->producer = (message_producer){
      .component = {producer_handle},
      .store = &storm->store,
      .gaps = random_stream_make(mix(settings->seed)),
      .mean_gap_ns = 1e9 / settings->arrivals_per_second,
  };
  storm->queue = (message_queue){
      .component = {queue_handle},
      .store = &storm->store,
      .visibility_timeout_ns = settings->visibility_timeout_ns,
      .maximum_receives = settings->maximum_receives,
  };
  storm->pool = (worker_pool){
      .component = {pool_handle},
      .store = &storm->store,
      .services = random_stream_make(mix(settings->seed + 1)),
      .failures = random_stream_make(mix(settings->seed + 2)),
      .mean_service_ns = (double)settings->mean_service_ns,
      .failure_share = settings->failure_share,
      .outage_start_ns = settings->outage_start_ns,
      .outage_end_ns = settings->outage_end_ns,
      .call_timeout_ns = settings->call_timeout_ns,
  };
  storm->dead_letters = (dead_letter_queue){.component = {dead_letters_handle}};
  storm->engine.components[producer_number] = &storm->producer.component;
  storm->engine.components[queue_number] = &storm->queue.component;
  storm->engine.components[pool_number] = &storm->pool.component;
  storm->engine.components[dead_letters_number] = &storm->dead_letters.component;
}

/// Writes down a period's row and begins the next.
static void storm_end_period(storm *storm) {
  meter *latencies = &storm->pool.latencies;
  uint64_t row[] = {
      latencies->count,
      (uint64_t)latencies->sum,
      (uint64_t)latencies->minimum,
      (uint64_t)latencies->maximum,
      (uint64_t)meter_quantile(latencies, 0.5),
      (uint64_t)meter_quantile(latencies, 0.9),
      (uint64_t)meter_quantile(latencies, 0.99),
      storm->queue.visible.count,
      storm->queue.in_flight,
  };
  for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
    storm->fingerprint = mix(storm->fingerprint ^ row[i]);
  }
  if (storm->queue.visible.count > storm->peak_visible) {
    storm->peak_visible = storm->queue.visible.count;
  }
  storm->latency_count += latencies->count;
  storm->latency_sum_ns += (double)latencies->sum;
  meter_reset(latencies);
}

static reference_storm_result storm_result(const storm *storm) {
  double successes = storm->latency_count == 0 ? 1 : (double)storm->latency_count;
  return (reference_storm_result){
      .sent = storm->producer.sent,
      .deliveries = storm->queue.deliveries,
      .deleted = storm->queue.deleted,
      .dead_lettered = storm->dead_letters.messages.count,
      .visible = storm->queue.visible.count,
      .in_flight = storm->queue.in_flight,
      .succeeded = storm->pool.outcomes[succeeded],
      .hung = storm->pool.outcomes[hung],
      .failed = storm->pool.outcomes[failed],
      .in_service = storm->pool.in_service,
      .peak_visible = storm->peak_visible,
      .mean_latency_s = storm->latency_sum_ns * 1e-9 / successes,
      .events = storm->engine.handled,
      .fingerprint = storm->fingerprint,
  };
}

reference_storm_settings reference_storm_settings_scaled(uint32_t scale) {
  const int64_t second = 1000000000;
  return (reference_storm_settings){
      .arrivals_per_second = 100.0 * scale,
      .workers = 64 * scale,
      .mean_service_ns = second / 5,
      .visibility_timeout_ns = 30 * second,
      .maximum_receives = 3,
      .outage_start_ns = 600 * second,
      .outage_end_ns = 1200 * second,
      .call_timeout_ns = 30 * second,
      .failure_share = 0,
      .length_ns = 3600 * second,
      .period_ns = 60 * second,
      .seed = 1,
  };
}

reference_storm_result reference_storm(reference_storm_settings settings) {
  storm *storm = memory_resize(NULL, 1, sizeof *storm);
  memset(storm, 0, sizeof *storm);
  engine *engine = &storm->engine;
  future_events_init(&engine->events);
  storm_connect(storm, &settings);
  meter_reset(&storm->pool.latencies);
  producer_schedule(&storm->producer, engine);
  for (uint32_t i = 0; i < settings.workers; i++) {
    engine_send(engine, queue_number, queue_poll, 0, 0);
  }

  for (int64_t time = 0; time < settings.length_ns;) {
    time += settings.period_ns;
    if (time > settings.length_ns) time = settings.length_ns;
    engine_run(engine, time);
    storm_end_period(storm);
  }

  reference_storm_result result = storm_result(storm);
  future_events_free(&engine->events);
  message_store_free(&storm->store);
  ring_free(&storm->queue.visible);
  ring_free(&storm->dead_letters.messages);
  free(storm);
  return result;
}
