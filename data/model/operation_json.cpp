#include "data/model/operation_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "data/model/operation_fields.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using operation_fields::fields;

constexpr std::array<std::string_view, std::variant_size_v<OperationChange>> kKinds = {
    "UnitEnrolled",
    "UnitRetired",
    "UnitStateSet",
    "UnitPositionReported",
    "IncidentReported",
    "IncidentClaimed",
    "SourceAdded",
    "IncidentUpdated",
    "IncidentLevelSet",
    "IncidentConfirmed",
    "ReinforcementRequested",
    "IncidentResolved",
    "IncidentClosed",
    "IncidentCancelled",
    "IncidentMerged",
    "IncidentUnmerged",
    "NotADuplicate",
    "JurisdictionDisputed",
    "JurisdictionSettled",
    "UnitsDispatched",
    "AssignmentStepped",
    "OfferEscalated",
    "ClockBreached",
    "AlarmAcknowledged",
    "RollCallStarted",
    "RollCallAnswered",
    "RollCallRetried",
    "RollCallMissed",
    "SituationReported",
    "LogAppended",
    "ClosureDrawn",
    "ClosureLifted",
    "FundMoved"};
constexpr std::array<std::string_view, 3> kMoves = {"raised", "drawn", "recovered"};

template <class T>
concept HasFields = requires(T& x) { fields(x, [](const char*, auto&) {}); };
template <class T>
concept Word = std::is_enum_v<T>;

std::string_view word_of(FundMove move) { return kMoves[static_cast<std::size_t>(move)]; }
template <Word T>
std::string_view word_of(T value) {
  return code(value);
}
template <Word T>
std::optional<T> parsed(std::string_view word) {
  if constexpr (std::same_as<T, FundMove>) {
    for (std::size_t i = 0; i < kMoves.size(); ++i) {
      if (kMoves[i] == word) return static_cast<FundMove>(i);
    }
    return std::nullopt;
  } else if constexpr (std::same_as<T, Sector>) {
    return parse_word<Sector>(word);
  } else {
    return parse_operation_word<T>(word);
  }
}

// ---- writing

json shown(const std::string& text) { return text; }
template <std::integral T>
json shown(T number) {
  return number;
}
json shown(double metres) { return std::isfinite(metres) ? json(std::llround(metres)) : json(); }
json shown(Instant at) { return at.time_since_epoch().count(); }
json degrees(double value) { return std::isfinite(value) ? json(value == 0 ? 0.0 : value) : json(); }
json shown(LonLat at) { return json::array({degrees(at.lon()), degrees(at.lat())}); }
template <Word T>
json shown(T value) {
  return word_of(value);
}
template <HasFields T>
json shown(const T& value);
template <class T>
json shown(const std::vector<T>& list) {
  json out = json::array();
  for (const T& item : list) out.push_back(shown(item));
  return out;
}
template <class T, std::size_t n>
json shown(const std::array<T, n>& list) {
  return json(list);
}
json shown(const Polygon& polygon) {
  std::vector<Ring> rings = {polygon.outer};
  rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
  json out = json::array();
  for (const Ring& ring : rings) out.push_back(shown(ring));
  return out;
}
json shown(const MultiPolygon& area) {
  json out = json::array();
  for (const Polygon& polygon : area) out.push_back(shown(polygon));
  return out;
}

struct Writer {
  json& out;
  template <class T>
  void operator()(const char* name, const T& member) {
    out[name] = shown(member);
  }
  template <class T>
  void operator()(const char* name, const std::optional<T>& member) {
    if (member) out[name] = shown(*member);
  }
};

template <HasFields T>
json shown(const T& value) {
  json out = json::object();
  fields(value, Writer{out});
  return out;
}

// The text of a value, ours to the byte: keys ascending (nlohmann's objects are), no blanks, degrees in the
// shortest form.
void append(std::string& out, const json& value) {
  if (value.is_object()) {
    char separator = '{';
    for (const auto& [key, member] : value.items()) {
      out += separator, out += '"', out += key, out += "\":";
      append(out, member);
      separator = ',';
    }
    out += value.empty() ? "{}" : "}";
  } else if (value.is_array()) {
    char separator = '[';
    for (const json& item : value) {
      out += separator;
      append(out, item);
      separator = ',';
    }
    out += value.empty() ? "[]" : "]";
  } else if (value.is_number_float()) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), value.get<double>()).ptr;
    out.append(digits.begin(), end);
  } else {
    out += value.dump(-1, ' ', false, json::error_handler_t::replace);
  }
}

// ---- reading

struct Fault {
  std::string where, zh, en;  // where: incident.level.profile
};

// Reads one value after another; keeps the first fault and its path.
class Reader {
 public:
  std::optional<Fault> fault;

  void read(const json& from, std::string& to) {
    if (!from.is_string()) return wrong("应为文字", "text is wanted");
    to = from.get_ref<const std::string&>();
  }
  void read(const json& from, bool& to) {
    if (!from.is_boolean()) return wrong("应为 true 或 false", "true or false is wanted");
    to = from.get<bool>();
  }
  template <std::integral T>
  void read(const json& from, T& to) {
    std::int64_t number = 0;
    if (!integer(from, number)) return;
    if (!std::in_range<T>(number)) return wrong("数值超出范围", "the number is out of range");
    to = static_cast<T>(number);
  }
  void read(const json& from, double& to) {  // metres
    std::int64_t number = 0;
    if (integer(from, number)) to = static_cast<double>(number);
  }
  void read(const json& from, Instant& to) {
    std::int64_t number = 0;
    if (integer(from, number)) to = Instant{std::chrono::seconds{number}};
  }
  void read(const json& from, LonLat& to) {
    const bool pair = from.is_array() && from.size() == 2 && from[0].is_number() && from[1].is_number();
    if (!pair)
      return wrong("应为经度和纬度两个有限的数", "two finite numbers, longitude and latitude, are wanted");
    to = LonLat::of_degrees(from[0].get<double>(), from[1].get<double>());
    if (!to.is_valid()) wrong("经纬度超出范围", "the position is out of range");
  }
  template <Word T>
  void read(const json& from, T& to) {
    if (!from.is_string()) return wrong("应为代码词", "a code word is wanted");
    const auto& word = from.get_ref<const std::string&>();
    const std::optional<T> value = parsed<T>(word);
    if (!value || word_of(*value) != word)
      return wrong("代码词未知：" + word, "the word is unknown: " + word);
    to = *value;
  }
  template <class T>
  void read(const json& from, std::vector<T>& to) {
    if (!from.is_array()) return wrong("应为列表", "a list is wanted");
    to.resize(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) within(std::to_string(i), [&] { read(from[i], to[i]); });
  }
  template <class T, std::size_t n>
  void read(const json& from, std::array<T, n>& to) {
    if (!from.is_array() || from.size() != n) {
      return wrong(fmt::format("应为 {} 个数的列表", n), fmt::format("a list of {} numbers is wanted", n));
    }
    for (std::size_t i = 0; i < n; ++i) within(std::to_string(i), [&] { read(from[i], to[i]); });
  }
  void read(const json& from, Polygon& to) {
    std::vector<Ring> rings;
    read(from, rings);
    if (fault) return;
    if (rings.empty()) return wrong("多边形缺少外环", "the polygon has no ring");
    to.outer = std::move(rings.front());
    to.holes.assign(std::next(rings.begin()), rings.end());
  }
  template <HasFields T>
  void read(const json& from, T& to) {
    if (!from.is_object()) return wrong("应为对象", "an object is wanted");
    members(from, to, 0);
  }
  // The members of `to` from an object that holds `others` more.
  template <class T>
  void members(const json& from, T& to, std::size_t others) {
    std::size_t seen = others;
    std::vector<std::string_view> known;
    fields(to, [&](const char* name, auto& member) {
      known.emplace_back(name);
      const auto found = from.find(name);
      if (found != from.end()) ++seen;
      within(name, [&] { member_from(found == from.end() ? nullptr : &*found, member); });
    });
    if (fault || seen == from.size()) return;
    for (const auto& [key, value] : from.items()) {
      if (std::ranges::find(known, key) != known.end() || (others != 0 && key == "change")) continue;
      return within(key, [&] { wrong("本程序不认识该字段", "this program does not know the field"); });
    }
  }

 private:
  template <class T>
  void member_from(const json* from, T& member) {
    if (from == nullptr) return wrong("缺少该字段", "the field is missing");
    read(*from, member);
  }
  template <class T>
  void member_from(const json* from, std::optional<T>& member) {
    member.reset();
    if (from == nullptr) return;
    read(*from, member.emplace());
  }
  template <class Do>
  void within(std::string_view name, Do work) {
    if (fault) return;
    const std::size_t length = path_.size();
    if (length != 0) path_ += '.';
    path_ += name;
    work();
    path_.resize(length);
  }
  bool integer(const json& from, std::int64_t& to) {
    if (!from.is_number_integer()) return wrong("应为整数", "an integer is wanted"), false;
    if (from.is_number_unsigned() && !std::in_range<std::int64_t>(from.get<std::uint64_t>())) {
      return wrong("数值超出范围", "the number is out of range"), false;
    }
    to = from.get<std::int64_t>();
    return true;
  }
  void wrong(std::string zh, std::string en) {
    if (!fault) fault = Fault{path_, std::move(zh), std::move(en)};
  }
  std::string path_;
};

std::unexpected<Error> refused(std::size_t index, std::string_view kind, const Fault& fault) {
  const std::string_view where = fault.where.empty() ? "-" : std::string_view(fault.where);
  return fail(ErrorCode::BadInput,
              fmt::format("第 {} 项改动（{}）的字段 {}：{}。", index + 1, kind, where, fault.zh),
              fmt::format("Change {} ({}), field {}: {}.", index + 1, kind, where, fault.en));
}

template <std::size_t... kind>
void read_kind(std::size_t wanted, const json& from, OperationChange& to, Reader& reader,
               std::index_sequence<kind...>) {
  ((wanted == kind ? reader.members(from, to.emplace<kind>(), 1) : void()), ...);
}

// Where a text stops being JSON: the element of the outermost list and the latest key. Finds what the parser
// alone would name by its byte: a number beyond every double.
struct Locator : nlohmann::json_sax<json> {
  std::size_t index = 0, depth = 0;
  std::string name, why;
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return ++depth, true; }
  bool key(string_t& k) override { return name = k, true; }
  bool end_object() override { return index += --depth == 1 ? 1 : 0, true; }
  bool start_array(std::size_t) override { return ++depth, true; }
  bool end_array() override { return --depth, true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override {
    why = e.id == 406 ? "the number is not finite" : "the text is not JSON";
    return false;
  }
};

}  // namespace

std::string_view kind_of(const OperationChange& change) { return kKinds[change.index()]; }

std::string to_json(std::span<const OperationChange> changes) {
  json list = json::array();
  for (const OperationChange& change : changes) {
    json& one = list.emplace_back(json::object());
    one["change"] = kind_of(change);
    std::visit([&](const auto& x) { fields(x, Writer{one}); }, change);
  }
  std::string out;
  append(out, list);
  return out;
}

Result<std::vector<OperationChange>> changes_from_json(std::string_view text) {
  const json list = json::parse(text, nullptr, false);
  if (list.is_discarded()) {
    Locator locator;
    (void)json::sax_parse(text, &locator);
    const bool number = locator.why.starts_with("the number");
    return refused(locator.index, "?",
                   {locator.name, number ? "数值不是有限的数" : "文本不是 JSON", locator.why});
  }
  if (!list.is_array()) return refused(0, "?", {"", "应为列表", "a list is wanted"});
  std::vector<OperationChange> changes(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const json& one = list[i];
    const auto kind = one.is_object() ? one.find("change") : one.end();
    if (!one.is_object() || kind == one.end() || !kind->is_string()) {
      return refused(i, "?", {"change", "缺少改动的种类", "the kind is missing"});
    }
    const auto& name = kind->get_ref<const std::string&>();
    const auto found = std::ranges::find(kKinds, name);
    if (found == kKinds.end()) {
      return refused(i, name, {"change", "本程序不认识该改动", "this program does not know the change"});
    }
    Reader reader;
    read_kind(static_cast<std::size_t>(found - kKinds.begin()), one, changes[i], reader,
              std::make_index_sequence<kKinds.size()>());
    if (reader.fault) return refused(i, name, *reader.fault);
  }
  return changes;
}

}  // namespace anxin
