/// Some components: one, several, or all that there are.
package struct AddressSet: Sendable {
  /// Whether each component belongs to it, by its index; `nil` is everybody.
  private let members: ContiguousArray<Bool>?

  private init(members: ContiguousArray<Bool>?) { self.members = members }

  /// Everybody.
  package static let all = AddressSet(members: nil)

  /// The components at some addresses.
  package init(_ addresses: some Sequence<Address>) {
    var members: ContiguousArray<Bool> = []
    for address in addresses where address != .nobody {
      while members.count <= Int(address.index) { members.append(false) }
      members[Int(address.index)] = true
    }
    self.members = members
  }

  /// Whether a component belongs to it.
  package func contains(_ address: Address) -> Bool {
    guard let members else { return true }
    return Int(address.index) < members.count && members[Int(address.index)]
  }
}
