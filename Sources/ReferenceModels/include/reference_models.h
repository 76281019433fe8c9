int reference_models_version(void);
