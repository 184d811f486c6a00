#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

/// How often the process has asked for memory.
unsigned long allocation_count(void);

#endif
