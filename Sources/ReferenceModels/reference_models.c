#include "reference_models.h"
int reference_models_version(void) { return 1; }
