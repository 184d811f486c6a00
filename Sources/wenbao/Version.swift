/// The program's version (Semantic Versioning); CHANGELOG.md says what each brought.
enum Version {
  static let current = "0.1.0"
}
