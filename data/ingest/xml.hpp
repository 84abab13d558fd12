// XML as events, for the parts of spreadsheets: expat without a DOCTYPE, external content or deep nesting.
// Names come with the prefix as written; `local` drops it. Any exception thrown by a handler must not pass
// through expat: handlers throw nothing. Thread: one. Errors: BadInput naming the part.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "geo/error.hpp"

namespace anxin {

[[nodiscard]] std::string_view local(std::string_view name);  // "x:row" -> "row"

class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
  // The value of the attribute with exactly this name, empty when there is none.
  [[nodiscard]] std::string_view operator[](std::string_view name) const;
  // The same by the part of its name after a prefix.
  [[nodiscard]] std::string_view by_local(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;

 private:
  const char* const* pairs_;
};

struct XmlHandlers {
  std::function<void(std::string_view name, const Attributes&)> start;
  std::function<void(std::string_view name)> end;
  std::function<void(std::string_view text)> text;
};

class XmlReader {
 public:
  XmlReader(std::string part, XmlHandlers handlers);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;
  // False: the part is refused or a handler called stop(); `finish` says which.
  bool feed(std::string_view piece);
  void stop();  // by a handler that has seen enough: no error
  [[nodiscard]] Status finish();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace anxin
