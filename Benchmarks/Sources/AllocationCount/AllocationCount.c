// Stands in for glibc's allocator when preloaded, counts, and passes on to it.
//
// The count is kept in the file that ALLOCATION_COUNT_FILE names, eight octets mapped into memory,
// so that another process reads it while this one runs:
//
//   ALLOCATION_COUNT_FILE=/tmp/count LD_PRELOAD=libAllocationCount.so wenbao serve

#include "AllocationCount.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_ulong unshared;
static atomic_ulong *count = &unshared;

__attribute__((constructor)) static void share_count(void) {
  const char *path = getenv("ALLOCATION_COUNT_FILE");
  if (path == NULL) return;
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ftruncate(file, sizeof(*count)) != 0) abort();
  void *memory = mmap(NULL, sizeof(*count), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) abort();
  count = memory;
  close(file);
}

unsigned long allocation_count(void) { return atomic_load(count); }

void *malloc(size_t size) {
  atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
  return __libc_malloc(size);
}

void *calloc(size_t elements, size_t size) {
  atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
  return __libc_calloc(elements, size);
}

void *realloc(void *memory, size_t size) {
  atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
  return __libc_realloc(memory, size);
}

void *memalign(size_t alignment, size_t size) {
  atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  *memory = memalign(alignment, size);
  return *memory == NULL ? ENOMEM : 0;
}
