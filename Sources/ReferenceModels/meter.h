/// A period's statistics of a time: count, sum, extremes, and a sketch of the distribution.
///
/// The sketch counts in buckets of 1/64 of a power of two, so a quantile is off by at most 0.8 %.
#ifndef METER_H
#define METER_H

#include <stdint.h>
#include <string.h>

enum { meter_bucket_count = 58 * 64 };

typedef struct {
  uint64_t count;
  int64_t sum;
  int64_t minimum;
  int64_t maximum;
  uint32_t buckets[meter_bucket_count];
} meter;

static inline void meter_reset(meter *meter) {
  memset(meter, 0, sizeof *meter);
  meter->minimum = INT64_MAX;
}

/// Counts a time that is not negative.
static inline void meter_record(meter *meter, int64_t value) {
  meter->count++;
  meter->sum += value;
  if (value < meter->minimum) meter->minimum = value;
  if (value > meter->maximum) meter->maximum = value;
  // Below 64 a bucket for each value, above it the exponent and the six bits after the leading one.
  unsigned shift = 57u - (unsigned)__builtin_clzll((uint64_t)value | 64);
  meter->buckets[shift * 64 + (uint64_t)(value >> shift)]++;
}

/// The middle of the bucket in which the given share of all values is reached; zero without values.
static inline int64_t meter_quantile(const meter *meter, double share) {
  uint64_t rank = (uint64_t)(share * (double)meter->count), passed = 0;
  for (unsigned i = 0; i < meter_bucket_count; i++) {
    passed += meter->buckets[i];
    if (passed > rank) {
      unsigned shift = i < 128 ? 0 : i / 64 - 1;
      int64_t low = (int64_t)(i - shift * 64) << shift;
      return low + (((int64_t)1 << shift) >> 1);
    }
  }
  return 0;
}

#endif
