/// The scenario that `faultline init` writes: small, whole, and explained line by line.
package enum StarterScenario {
  /// What the file is called unless the user says otherwise.
  package static let usualName = "scenario.json5"

  /// The text of the file.
  package static let text = """
    // A coffee shop through a payment outage: a scenario for faultline.
    //
    //   faultline check scenario.json5    finds mistakes without running anything
    //   faultline run scenario.json5      simulates it and shows what happened
    //   faultline catalog sqs-queue       tells all that can be set of a component
    //
    // The format is JSON5: comments, trailing commas and keys without quotes are fine. Quantities bear
    // their unit: "30s", "4d", "10/s", "2KB", "5%".
    {
      title: "Coffee orders through a payment outage",

      // The same seed gives the same run, to the last byte.
      seed: 7,
      // How long the run lasts in virtual time, and how finely metrics are reported.
      duration: "30m",
      period: "1m",

      // What the system is made of. Names are yours; settings bear the names of the services' own
      // attributes, and what is left out has the services' own defaults.
      components: {
        // Guests order here; the API puts each order into the queue and answers at once.
        "order-api": { type: "api-gateway", integration: "orders" },

        // A received order is hidden for the visibility timeout; if nobody deletes it by then, it is
        // received again. After three receives it goes to the dead-letter queue.
        orders: {
          type: "sqs-queue",
          visibilityTimeout: "1m",
          redrivePolicy: { deadLetterQueue: "orders-dlq", maxReceiveCount: 3 },
        },
        "orders-dlq": { type: "sqs-queue", messageRetentionPeriod: "14d" },

        // The function takes orders from the queue and goes through its handler's steps. An effect is
        // what a step does in the business; reports count how often it happened for each order.
        "process-order": {
          type: "lambda-function",
          timeout: "10s",
          memory: "128MB",
          eventSource: { queue: "orders", batchSize: 1 },
          handler: [
            // A call that takes longer than 5 s counts as failed, and is not tried again here: the
            // queue delivers the order once more.
            { call: "payments", effect: "charge", timeout: "5s" },
            { put: "order-history", effect: "coffee" },
          ],
        },

        // A service outside of the system. With an idempotency key a repeated call charges once.
        payments: {
          type: "dependency",
          latency: { lognormal: { p50: "80ms", p99: "400ms" } },
          idempotency: "key",
        },
        "order-history": { type: "dynamodb-table" },

        // Every minute: once payments answer again, move the parked orders back, ten a second.
        redrive: {
          type: "redrive",
          from: "orders-dlq",
          to: "orders",
          rate: "10/s",
          schedule: "rate(1 minute)",
          canary: { call: "payments", timeout: "5s" },
        },
      },

      // Who sends what, and when. Other arrivals: constant, times, ramp, bursts, trace, users.
      producers: {
        guests: { target: "order-api", arrivals: { poisson: "1/s" }, until: "25m" },
      },

      // What goes wrong: 'faultline catalog faults' lists all there is.
      faults: [
        { id: "payments-down", action: "dependency.hang", target: "payments", at: "5m", duration: "5m" },
      ],

      // What must hold; a run in which something does not ends with exit code 1.
      expectations: {
        "messages.lost": "== 0",
        "messages.completed": ">= 99%",
        "charge.duplicates": "== 0",
        recoveryTime: "< 10m",
      },

      // Other ways to set the system up, each a patch over all of the above; null takes away.
      //   faultline run scenario.json5 --variant "no dead-letter queue"
      variants: {
        "no dead-letter queue": {
          lint: { "dead-letter-queue": "off" },  // to have none is the point of it
          components: { orders: { redrivePolicy: null }, "orders-dlq": null, redrive: null },
        },
      },
    }

    """

  /// Writes the file.
  ///
  /// - Parameter replaces: Whether a file that is there already is replaced.
  package static func write(to path: String, replaces: Bool) throws(OutputError) {
    if !replaces { try OutputFile.refuseToReplace(path) }
    var file = try OutputFile(path)
    text.write(to: &file)
    try file.commit()
  }
}
