// Reads one table of a parsed text field by field and remembers the first thing that is wrong with its file,
// line and field: an absent field, a wrong type, a value out of range, a key that nobody asked for. Readers
// return a default after a fault, so that code reads straight on and asks once. Not for deep trees: one
// Fields a table. One thread.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "data/packs/value.hpp"

namespace anxin::packs {

// The first fault of a file; later ones are dropped.
class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}
  void add(int line, std::string_view field, std::string_view zh, std::string_view en);
  [[nodiscard]] const std::optional<Error>& first() const { return first_; }
  [[nodiscard]] bool none() const { return !first_; }

 private:
  std::string file_;
  std::optional<Error> first_;
};

class Fields {
 public:
  // `path` stands before each field's name in a sentence: "unit" gives "unit.urban". Empty at the top of a
  // file.
  Fields(const Value& table, std::string path, Faults& faults);

  [[nodiscard]] std::string text(std::string_view name);           // not empty
  [[nodiscard]] std::string text_or_empty(std::string_view name);  // must be there, may be ""
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t low, std::int64_t high);
  [[nodiscard]] double number(std::string_view name, double low, double high);  // finite, closed range
  [[nodiscard]] bool flag(std::string_view name);
  [[nodiscard]] Day day(std::string_view name);
  [[nodiscard]] std::vector<std::string> words(
      std::string_view name);  // a list of texts, none empty, may be empty
  [[nodiscard]] const List& list(std::string_view name);
  [[nodiscard]] const Value& table(std::string_view name);

  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  [[nodiscard]] int line(std::string_view name) const;  // of the field; of the table when it is absent
  [[nodiscard]] int line() const { return table_.line; }
  void refuse(std::string_view name, std::string_view zh, std::string_view en);  // a fault of this field
  void done();  // refuses keys not asked for, and repeated ones

 private:
  [[nodiscard]] const Value* find(std::string_view name) const;
  const Value* need(std::string_view name);
  template <class T>
  const T* typed(std::string_view name, std::string_view zh, std::string_view en);
  [[nodiscard]] std::string full(std::string_view name) const;

  const Value& table_;
  const Table* members_;
  std::string path_;
  Faults& faults_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace anxin::packs
