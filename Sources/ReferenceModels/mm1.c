#include "engine.h"
#include "randomness.h"
#include "reference_models.h"
#include "ring.h"

/// Who is told.
enum { source_number, server_number };
/// What is told to a source, and what to a server.
enum { source_tick };
enum { server_customer, server_done };

typedef struct {
  component component;
  random_stream gaps;
  double mean_gap_ns;
} customer_source;

typedef struct {
  component component;
  random_stream services;
  double mean_service_ns;
  /// The arrival times of those who wait.
  ring waiting;
  bool is_busy;
  int64_t total_wait_ns;
  uint64_t served;
} single_server;

static void source_handle(component *self, engine *engine, uint32_t what, uint64_t about) {
  (void)what, (void)about;  // A source knows no other event than its tick.
  customer_source *source = (customer_source *)self;
  engine_send(engine, server_number, server_customer, (uint64_t)engine_now(engine), 0);
  int64_t gap = random_exponential(&source->gaps, source->mean_gap_ns);
  engine_send(engine, source_number, source_tick, 0, gap);
}

static void server_begin(single_server *server, engine *engine, int64_t arrival) {
  server->is_busy = true;
  server->total_wait_ns += engine_now(engine) - arrival;
  int64_t service = random_exponential(&server->services, server->mean_service_ns);
  engine_send(engine, server_number, server_done, 0, service);
}

static void server_handle(component *self, engine *engine, uint32_t what, uint64_t about) {
  single_server *server = (single_server *)self;
  if (what == server_customer) {
    if (server->is_busy) {
      ring_append(&server->waiting, about);
    } else {
      server_begin(server, engine, (int64_t)about);
    }
  } else {
    server->served++;
    server->is_busy = false;
    if (server->waiting.count > 0) {
      server_begin(server, engine, (int64_t)ring_take(&server->waiting));
    }
  }
}

reference_mm1_result reference_mm1(reference_mm1_settings settings) {
  customer_source source = {
      .component = {source_handle},
      .gaps = random_stream_make(settings.seed),
      .mean_gap_ns = 1e9 / settings.arrivals_per_second,
  };
  single_server server = {
      .component = {server_handle},
      .services = random_stream_make(mix(settings.seed)),
      .mean_service_ns = 1e9 / settings.services_per_second,
  };
  engine engine = {.components = {&source.component, &server.component}};
  future_events_init(&engine.events);
  engine_send(&engine, source_number, source_tick, 0,
              random_exponential(&source.gaps, source.mean_gap_ns));

  engine_run(&engine, (int64_t)(settings.length_s * 1e9));

  future_events_free(&engine.events);
  ring_free(&server.waiting);
  uint64_t begun = server.served + server.is_busy;
  return (reference_mm1_result){
      .customers = begun,
      .events = engine.handled,
      .mean_wait_s = begun == 0 ? 0 : (double)server.total_wait_ns * 1e-9 / (double)begun,
  };
}
