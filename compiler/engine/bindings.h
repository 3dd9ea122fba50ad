#ifndef BINDINGS_H
#define BINDINGS_H
#include "ext.h"

/* Defined by the generated bindings: puts every host function on `env`. */
void bindings_install(JSContext *ctx, JSValue env);
/* Whether the contract uses that host function; the others are left out of the module. */
int bindings_wanted(const char *name);
_Noreturn void bindings_panic(const char *text, size_t length);

#endif
