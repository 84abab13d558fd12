#include "data/packs/fields.hpp"

#include <fmt/format.h>

#include <cmath>

namespace anxin::packs {

void Faults::add(int line, std::string_view field, std::string_view zh, std::string_view en) {
  if (!first_) first_ = fault(file_, line, field, zh, en);
}

Fields::Fields(const Value& table, std::string path, Faults& faults)
    : table_(table), members_(table.as<Table>()), path_(std::move(path)), faults_(faults) {
  if (!members_) faults_.add(table.line, path_.empty() ? "file" : path_, "应为一个表", "should be a table");
}

std::string Fields::full(std::string_view name) const {
  return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
}

const Value* Fields::find(std::string_view name) const {
  if (!members_) return nullptr;
  for (const auto& member : *members_) {
    if (member.key == name) return &member.value;
  }
  return nullptr;
}

int Fields::line(std::string_view name) const {
  const auto* value = find(name);
  return value ? value->line : table_.line;
}

void Fields::refuse(std::string_view name, std::string_view zh, std::string_view en) {
  faults_.add(line(name), full(name), zh, en);
}

const Value* Fields::need(std::string_view name) {
  asked_.emplace(name);
  const auto* value = find(name);
  if (!value && members_) refuse(name, "缺少该字段", "the field is missing");
  return value;
}

template <class T>
const T* Fields::typed(std::string_view name, std::string_view zh, std::string_view en) {
  const auto* value = need(name);
  if (!value) return nullptr;
  const auto* held = value->template as<T>();
  if (!held) refuse(name, fmt::format("应为{}", zh), fmt::format("should be {}", en));
  return held;
}

std::string Fields::text_or_empty(std::string_view name) {
  const auto* held = typed<std::string>(name, "文字", "a text");
  return held ? *held : std::string();
}

std::string Fields::text(std::string_view name) {
  const auto* held = typed<std::string>(name, "文字", "a text");
  if (held && held->empty()) refuse(name, "不能为空", "may not be empty");
  return held ? *held : std::string();
}

std::int64_t Fields::integer(std::string_view name, std::int64_t low, std::int64_t high) {
  const auto* held = typed<std::int64_t>(name, "整数", "a whole number");
  if (!held) return low;
  if (*held < low || *held > high) {
    refuse(name, fmt::format("应在 {} 至 {} 之间，实为 {}", low, high, *held),
           fmt::format("should be from {} to {}, not {}", low, high, *held));
    return low;
  }
  return *held;
}

double Fields::number(std::string_view name, double low, double high) {
  const auto* value = need(name);
  if (!value) return low;
  double held = 0;
  if (const auto* whole = value->as<std::int64_t>()) {
    held = static_cast<double>(*whole);
  } else if (const auto* real = value->as<double>()) {
    held = *real;
  } else {
    refuse(name, "应为数字", "should be a number");
    return low;
  }
  if (!std::isfinite(held) || held < low || held > high) {
    refuse(name, fmt::format("应在 {} 至 {} 之间，实为 {}", low, high, held),
           fmt::format("should be from {} to {}, not {}", low, high, held));
    return low;
  }
  return held;
}

bool Fields::flag(std::string_view name) {
  const auto* held = typed<bool>(name, " true 或 false", "true or false");
  return held && *held;
}

Day Fields::day(std::string_view name) {
  const auto* held = typed<Day>(name, "日期（YYYY-MM-DD）", "a date (YYYY-MM-DD)");
  return held ? *held : Day{};
}

std::vector<std::string> Fields::words(std::string_view name) {
  std::vector<std::string> out;
  for (const auto& item : list(name)) {
    const auto* held = item.as<std::string>();
    if (!held || held->empty()) {
      faults_.add(item.line, full(name), "各项应为非空文字", "every item should be a text that is not empty");
      return {};
    }
    out.push_back(*held);
  }
  return out;
}

const List& Fields::list(std::string_view name) {
  static const List empty;
  const auto* held = typed<List>(name, "列表", "a list");
  return held ? *held : empty;
}

const Value& Fields::table(std::string_view name) {
  static const Value empty{Table{}, 1};
  const auto* value = need(name);
  if (!value) return empty;
  if (!value->as<Table>()) {
    refuse(name, "应为一个表", "should be a table");
    return empty;
  }
  return *value;
}

void Fields::done() {
  if (!members_) return;
  std::set<std::string_view> seen;
  for (const auto& member : *members_) {
    if (!asked_.contains(member.key)) {
      faults_.add(member.value.line, full(member.key), "不认识该字段", "the field is not known");
    }
    if (!seen.insert(member.key).second) {
      faults_.add(member.value.line, full(member.key), "字段重复", "the field is given twice");
    }
  }
}

}  // namespace anxin::packs
