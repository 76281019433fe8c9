extension DefinitionReader {
  private static let longestLabel = 40

  mutating func parallel(_ fields: DefinitionFields) -> StateMachine.Work? {
    guard let branches = objects("Branches", of: fields, isRequired: true) else { return nil }
    if branches.isEmpty { note(.schema, "Value cannot be empty", at: fields.place + "/Branches") }
    return .parallel(
      flows: branches.map { branch in
        checkFields(branch, allowed: ["Comment", "StartAt", "States"])
        return flow(inMachineLanguage(branch))
      })
  }

  /// States within a state go by the machine's language, whatever the state's own is.
  private func inMachineLanguage(_ fields: DefinitionFields) -> DefinitionFields {
    var fields = fields
    fields.language = machineLanguage
    return fields
  }

  mutating func map(_ fields: DefinitionFields) -> StateMachine.Work? {
    checkOnlyOne(["ItemProcessor", "Iterator"], of: fields)
    if fields.language == .jsonPath { checkOnlyOne(["ItemSelector", "Parameters"], of: fields) }
    checkLabel(of: fields)
    let maxConcurrency = numberOrPath("MaxConcurrency", of: fields, in: 0...Int.max)
    let count = numberOrPath("ToleratedFailureCount", of: fields, in: 0...Int.max)
    let percentage = numberOrPath("ToleratedFailurePercentage", of: fields, in: 0...100)
    let items = items(of: fields)
    guard let key = ["ItemProcessor", "Iterator"].first(where: { fields[$0] != nil }),
      let value = fields[key]
    else {
      note(
        .schema,
        "This object should have only one of the following fields: [ItemProcessor, Iterator]",
        at: fields.place)
      return nil
    }
    let inner = DefinitionFields(
      value, at: fields.place + "/" + key, language: machineLanguage)
    guard inner.isObject else {
      note(.schema, "Value should be an object", at: inner.place)
      return nil
    }
    checkFields(inner, allowed: ["Comment", "ProcessorConfig", "StartAt", "States"])
    let isDistributed = isDistributed(inner)
    var map = StateMachine.Map(flow: flow(inner), isDistributed: isDistributed)
    map.items = items
    map.maxConcurrency = maxConcurrency
    map.toleratedFailureCount = count
    map.toleratedFailurePercentage = percentage
    map.unsupportedField = outsideField(of: fields)
    return .map(map)
  }

  /// A field whose data lie in other services; its shape is checked as far as it matters here.
  private mutating func outsideField(of fields: DefinitionFields) -> String? {
    let keys = ["ItemReader", "ItemBatcher", "ResultWriter"].filter { fields[$0] != nil }
    for key in keys {
      guard case .object? = fields[key] else {
        note(.schema, "Value should be an object", at: fields.place + "/" + key)
        continue
      }
      _ = template(key, of: fields)
    }
    return keys.first
  }

  private mutating func checkLabel(of fields: DefinitionFields) {
    guard let label = text("Label", of: fields) else { return }
    let place = fields.place + "/Label"
    if label.unicodeScalars.count > Self.longestLabel {
      note(
        .invalidLabel,
        "The Label exceeds the \(Self.longestLabel)-character limit allowed by the service",
        at: place)
    }
    if !labels.insert(label).inserted {
      note(.duplicateLabel, "Duplicate Label name: \(label)", at: place)
    }
  }

  private mutating func items(of fields: DefinitionFields) -> Template? {
    if fields.language == .jsonPath {
      return referencePath("ItemsPath", of: fields, roots: [.input, .context])
        .map { .path($0, field: "ItemsPath") }
    }
    guard let value = fields["Items"] else { return nil }
    let place = fields.place + "/Items"
    switch value {
    case .array, .object: return filled(value, field: "Items", at: place)
    case .string(let text): return expression(text, field: "Items", at: place)
    case .null, .bool, .number:
      note(.schema, "Value should be an array or a JSONata expression", at: place)
      return nil
    }
  }

  /// Reads `ProcessorConfig`.
  private mutating func isDistributed(_ fields: DefinitionFields) -> Bool {
    guard let value = fields["ProcessorConfig"] else { return false }
    let config = DefinitionFields(
      value, at: fields.place + "/ProcessorConfig", language: fields.language)
    guard config.isObject else {
      note(.schema, "Value should be an object", at: config.place)
      return false
    }
    let mode = text("Mode", of: config) ?? "INLINE"
    guard mode == "INLINE" || mode == "DISTRIBUTED" else {
      note(
        .schema, "Value should be one of the following: [INLINE, DISTRIBUTED]",
        at: config.place + "/Mode")
      return false
    }
    guard mode == "DISTRIBUTED" else {
      checkFields(config, allowed: ["Mode"])
      return false
    }
    checkFields(config, allowed: ["Mode", "ExecutionType"])
    if kind == .express {
      note(.schema, "Express state machine does not support Distributed Map", at: config.place)
    }
    if config["ExecutionType"] == nil {
      note(.schema, "These fields are required: [ExecutionType]", at: config.place)
    } else if let type = text("ExecutionType", of: config),
      StateMachine.Kind(rawValue: type) == nil
    {
      note(
        .schema, "Value should be one of the following: [STANDARD, EXPRESS]",
        at: config.place + "/ExecutionType")
    }
    return true
  }

  // MARK: Resources

  /// Services that never run a job to its end, and services that never hand out a task's token.
  private static let withoutJobs = [
    "lambda", "sns", "sqs", "dynamodb", "events", "apigateway", "bedrock-agentcore",
  ]
  private static let withoutTokens = [
    "athena", "batch", "codebuild", "elasticmapreduce", "emr-containers", "emr-serverless", "glue",
    "databrew", "mediaconvert", "sagemaker", "dynamodb", "bedrock-agentcore",
  ]

  /// Notes resources that the service does not know, and patterns that a kind of workflow lacks.
  mutating func checkResource(_ resource: Resource, at place: String) {
    guard resource.text.hasPrefix("arn:"),
      resource.text.split(separator: ":", omittingEmptySubsequences: false).count >= 6
    else {
      note(.schema, "Value is not a valid resource ARN", at: place)
      return
    }
    if case .integration(let service, let action) = resource.family {
      let isUnknown =
        service.isEmpty || action.isEmpty
        || resource.pattern == .runJob && Self.withoutJobs.contains(service)
        || resource.pattern == .runJob && service.hasPrefix("aws-sdk")
        || resource.pattern == .waitForTaskToken && Self.withoutTokens.contains(service)
        || resource.text.hasSuffix(".sync:2") && service != "states"
      if isUnknown {
        note(
          .schema, "The resource provided \(resource.text) is not recognized.", at: place)
      }
    }
    guard kind == .express else { return }
    switch (resource.family, resource.pattern) {
    case (.activity, _):
      note(.schema, "Express state machine does not support Activity ARN", at: place)
    case (_, .runJob), (_, .waitForTaskToken):
      note(
        .schema,
        "Express state machine does not support '\(resource.pattern.rawValue)' service integration",
        at: place)
    case (_, .requestResponse): break
    }
  }
}
