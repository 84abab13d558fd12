#include "data/packs/value.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "geo/text.hpp"

namespace anxin::packs {
namespace {

Error too_deep(std::string_view file, int line) {
  return fault(file, line, "syntax", fmt::format("嵌套超过 {} 层", kDeepest),
               fmt::format("nested deeper than {} levels", kDeepest));
}

std::optional<Error> unreadable(std::string_view text, std::string_view file) {
  if (text.size() > kLargestFile) {
    return fault(file, 1, "file", "文件超过 16 MiB", "the file is larger than 16 MiB");
  }
  if (!is_valid_utf8(text)) return fault(file, 1, "file", "不是合法的 UTF-8", "the file is not valid UTF-8");
  return std::nullopt;
}

class TomlTree {
 public:
  explicit TomlTree(std::string_view file) : file_(file) {}

  Value convert(const toml::node& node, int depth) {
    Value out;
    out.line = std::max(1, static_cast<int>(node.source().begin.line));
    if (depth > kDeepest) {
      if (!fault_) fault_ = too_deep(file_, out.line);
      return out;
    }
    if (const auto* table = node.as_table()) {
      Table members;
      for (const auto& [key, value] : *table) {
        members.push_back({std::string(key.str()), convert(value, depth + 1)});
        // A value that opens on a later line than its key (a [[table]]) keeps the value's own line.
      }
      out.held = std::move(members);
    } else if (const auto* array = node.as_array()) {
      List items;
      for (const auto& item : *array) items.push_back(convert(item, depth + 1));
      out.held = std::move(items);
    } else if (const auto text = node.value_exact<std::string>()) {
      out.held = *text;
    } else if (const auto flag = node.value_exact<bool>()) {
      out.held = *flag;
    } else if (const auto integer = node.value_exact<std::int64_t>()) {
      out.held = *integer;
    } else if (const auto number = node.value_exact<double>()) {
      out.held = *number;
    } else if (const auto date = node.value_exact<toml::date>()) {
      const std::chrono::year_month_day day{std::chrono::year{date->year}, std::chrono::month{date->month},
                                            std::chrono::day{date->day}};
      if (day.ok()) out.held = Day{std::chrono::local_days{day}};
    }
    return out;
  }

  [[nodiscard]] const std::optional<Error>& found() const { return fault_; }

 private:
  std::string_view file_;
  std::optional<Error> fault_;
};

// Characters of a text that count the lines passed: nlohmann's own positions end with the parse.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  int* line = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    if (*at == '\n' && line) ++*line;
    ++at;
    return *this;
  }
  CountingIterator operator++(int) {
    auto before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at == b.at; }
};

class JsonTree : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonTree(std::string_view file, const int& line) : file_(file), line_(line) {}

  bool null() override { return add({}); }
  bool boolean(bool v) override { return add(v); }
  bool number_integer(number_integer_t v) override { return add(v); }
  bool number_unsigned(number_unsigned_t v) override {
    return v > INT64_MAX ? add(static_cast<double>(v)) : add(static_cast<std::int64_t>(v));
  }
  bool number_float(number_float_t v, const string_t&) override { return add(v); }
  bool string(string_t& v) override { return add(std::move(v)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Table{}); }
  bool start_array(std::size_t) override { return open(List{}); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& v) override {
    keys_.back() = std::move(v);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    fault_ = fault(file_, line_, "syntax", "不是合法的 JSON", "the text is not valid JSON");
    return false;
  }

  Value root;
  [[nodiscard]] const std::optional<Error>& found() const { return fault_; }

 private:
  using Held = decltype(Value::held);

  Value* place(Held held) {
    Value v{std::move(held), line_};
    if (open_.empty()) {
      root = std::move(v);
      return &root;
    }
    if (auto* list = std::get_if<List>(&open_.back()->held)) return &list->emplace_back(std::move(v));
    return &std::get<Table>(open_.back()->held)
                .emplace_back(Member{std::move(keys_.back()), std::move(v)})
                .value;
  }
  bool add(Held held) {
    place(std::move(held));
    return true;
  }
  bool open(Held held) {
    if (open_.size() >= kDeepest) {
      fault_ = too_deep(file_, line_);
      return false;
    }
    // Pointers to open containers stay good: a container grows only while it is the innermost open one.
    open_.push_back(place(std::move(held)));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    open_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::string_view file_;
  const int& line_;
  std::vector<Value*> open_;
  std::vector<std::string> keys_;
  std::optional<Error> fault_;
};

}  // namespace

Error fault(std::string_view file, int line, std::string_view field, std::string_view zh,
            std::string_view en) {
  return {ErrorCode::BadInput, fmt::format("数据包 {}:{} 字段 {}：{}。", file, line, field, zh),
          fmt::format("Pack file {}:{}, field {}: {}.", file, line, field, en)};
}

Result<Value> parse_toml(std::string_view text, std::string_view file) {
  if (auto e = unreadable(text, file)) return std::unexpected(*e);
  try {
    TomlTree tree(file);
    auto root = tree.convert(toml::parse(text), 0);
    if (tree.found()) return std::unexpected(*tree.found());
    return root;
  } catch (const toml::parse_error& e) {
    const int line = std::max(1, static_cast<int>(e.source().begin.line));
    return std::unexpected(fault(file, line, "syntax", fmt::format("不是合法的 TOML（{}）", e.description()),
                                 fmt::format("the text is not valid TOML ({})", e.description())));
  }
}

Result<Value> parse_json(std::string_view text, std::string_view file) {
  if (auto e = unreadable(text, file)) return std::unexpected(*e);
  int line = 1;
  JsonTree tree(file, line);
  const CountingIterator first{text.data(), &line}, last{text.data() + text.size(), nullptr};
  if (!nlohmann::json::sax_parse(first, last, &tree)) {
    if (tree.found()) return std::unexpected(*tree.found());
    return std::unexpected(fault(file, line, "syntax", "不是合法的 JSON", "the text is not valid JSON"));
  }
  return std::move(tree.root);
}

}  // namespace anxin::packs
