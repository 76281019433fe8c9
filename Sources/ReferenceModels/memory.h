/// Memory that grows or ends the program: a benchmark has nothing better to do without it.
#ifndef MEMORY_H
#define MEMORY_H

#include <stdio.h>
#include <stdlib.h>

/// Room for `count` items of `size` bytes in place of an earlier room, whose content is kept.
static inline void *memory_resize(void *memory, size_t count, size_t size) {
  void *larger = reallocarray(memory, count, size);
  if (larger == NULL) {
    fprintf(stderr, "error: no memory for %zu items of %zu bytes\n", count, size);
    exit(EXIT_FAILURE);
  }
  return larger;
}

#endif
