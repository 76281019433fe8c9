/// Names an execution environment in one of its lives, in the 32 bits that a request has room for.
struct EnvironmentKey: Hashable, Sendable, BitwiseCopyable {
  /// The function's place, 10 bits; the environment's, 14 bits; its life, 8 bits.
  let bits: UInt32

  /// The key of an environment of a component; those without environments have one of slot zero.
  init(of component: Address, slot: UInt32 = 0, life: UInt16 = 0) {
    bits =
      UInt32(component.index & 0x3ff) &<< 22 | (slot & 0x3fff) &<< 8
      | UInt32(life & 0xff)
  }

  /// The key in a request.
  init(bits: UInt32) { self.bits = bits }

  var component: Int { Int(bits &>> 22) }
  var slot: Int { Int(bits &>> 8 & 0x3fff) }
  var life: UInt8 { UInt8(truncatingIfNeeded: bits) }
}

/// Circuit breakers that live in the memory of execution environments: each sees its own calls only,
/// and is forgotten when its environment is initialised anew.
struct EnvironmentBreakers: Sendable {
  private struct Entry: Sendable {
    var life: UInt8
    var breaker: CircuitBreaker
  }

  private let policy: CircuitBreakerPolicy
  /// By the function's place, then by the environment's.
  private var entries: ContiguousArray<ContiguousArray<Entry>> = []

  /// No environment has asked yet.
  init(_ policy: CircuitBreakerPolicy) { self.policy = policy }

  /// The breaker of an environment, a new one where its life has just begun.
  subscript(key: EnvironmentKey) -> CircuitBreaker {
    mutating get {
      makeRoom(for: key)
      return entries[key.component][key.slot].breaker
    }
    _modify {
      makeRoom(for: key)
      yield &entries[key.component][key.slot].breaker
    }
  }

  /// Calls a body with every breaker that was asked for.
  mutating func forEach(_ body: (inout CircuitBreaker) -> Void) {
    for function in entries.indices {
      for slot in entries[function].indices { body(&entries[function][slot].breaker) }
    }
  }

  private mutating func makeRoom(for key: EnvironmentKey) {
    while entries.count <= key.component { entries.append([]) }
    while entries[key.component].count <= key.slot {
      entries[key.component].append(Entry(life: key.life, breaker: CircuitBreaker(policy)))
    }
    if entries[key.component][key.slot].life != key.life {
      entries[key.component][key.slot] = Entry(life: key.life, breaker: CircuitBreaker(policy))
    }
  }
}
