#include "console/panels/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "console/panels/lang.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr std::array<LineVerbWord, 21> kVerbs{
    {{LineVerb::Unit, "q", true},         {LineVerb::Project, "p", true},
     {LineVerb::Incident, "i", false},    {LineVerb::State, "u", true},
     {LineVerb::Dispatch, "s", true},     {LineVerb::Level, "lv", true},
     {LineVerb::Coverage, "cov", true},   {LineVerb::Risk, "risk", true},
     {LineVerb::AsOf, "asof", true},      {LineVerb::Go, "go", true},
     {LineVerb::Add, "add", false},       {LineVerb::Log, "log", true},
     {LineVerb::Replay, "replay", false}, {LineVerb::Lock, "lock", false},
     {LineVerb::Fit, "fit", false},       {LineVerb::Theme, "theme", false},
     {LineVerb::Export, "export", false}, {LineVerb::Drill, "drill", false},
     {LineVerb::Close, "close", false},   {LineVerb::Lift, "lift", true},
     {LineVerb::Help, "help", false}}};

// The sentences stand with the other words of the interface, so that the atlas has their characters.
template <class... Args>
std::unexpected<Error> refuse(std::string_view key, const Args&... args) {
  return fail(ErrorCode::BadInput, tr_with(Lang::Zh, key, args...), tr_with(Lang::En, key, args...));
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
}

// Words between blanks; what stands in quotation marks is one word.
Result<std::vector<std::string>> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool open = false, any = false;
  for (const char c : text) {
    if (c == '"') {
      open = !open;
      any = true;
    } else if (c == ' ' && !open) {
      if (any) words.push_back(std::exchange(word, {}));
      any = false;
    } else {
      word += c;
      any = true;
    }
  }
  if (open) return refuse("line.quote");
  if (any) words.push_back(std::move(word));
  return words;
}

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& w : words) text += (text.empty() ? "" : " ") + w;
  return text;
}

Status needs_none(std::span<const std::string> args, std::string_view verb) {
  if (args.empty()) return {};
  return refuse("line.none_after", verb);
}

Status read_text(std::span<const std::string> args, CommandLine& line, std::string_view key) {
  line.text = joined(args);
  if (!line.text.empty()) return {};
  return refuse(key);
}

Status read_state(std::span<const std::string> args, CommandLine& line) {
  constexpr std::array<std::pair<std::string_view, UnitState>, 6> kWords{{{"cf", UnitState::Left},
                                                                          {"dc", UnitState::Arrived},
                                                                          {"wc", UnitState::Done},
                                                                          {"出发", UnitState::Left},
                                                                          {"到场", UnitState::Arrived},
                                                                          {"完成", UnitState::Done}}};
  if (args.size() >= 2) {
    const std::string word = lower_ascii(args[1]);
    for (const auto& [name, state] : kWords) {
      if (name != word) continue;
      line.text = args[0];
      line.state = state;
      line.words = joined(args.subspan(2));
      return {};
    }
  }
  return refuse("line.state");
}

Status read_level(std::span<const std::string> args, CommandLine& line) {
  if (!args.empty() && args[0].size() == 1 && args[0][0] >= '1' && args[0][0] <= '4') {
    line.level = args[0][0] - '0';
    line.text = joined(args.subspan(1));
    if (!line.text.empty()) return {};
    return refuse("line.level_reason");
  }
  return refuse("line.level");
}

bool is_all(std::string_view word) { return word == "all" || word == "0" || word == "全部"; }

// 专户 is 工资专户: a part of the name that only one of the seven has.
Status read_safeguard(std::span<const std::string> args, CommandLine& line) {
  const std::string word = lower_ascii(joined(args));
  if (is_all(word)) return {};
  int met = 0;
  for (int s = 0; s < kRingSafeguards; ++s) {
    const auto safeguard = static_cast<Safeguard>(s);
    const bool number = word.size() == 1 && word[0] == '1' + s, code_part = code(safeguard).starts_with(word);
    if (word.empty() || (!number && !code_part && name_zh(safeguard).find(word) == std::string_view::npos))
      continue;
    line.safeguard = safeguard;
    ++met;
  }
  if (met == 1) return {};
  return refuse("line.safeguard");
}

Status read_grades(std::span<const std::string> args, CommandLine& line) {
  std::string text = lower_ascii(joined(args));
  for (const std::string_view mark : {",", "、", "/"}) replace_all(text, mark, " ");
  const auto words = words_of(text);
  if (words && words->size() == 1 && is_all(words->front())) return {};
  for (const std::string& word : words ? *words : std::vector<std::string>{}) {
    constexpr std::string_view kLetters = "abcdu";
    const std::size_t letter = word.size() == 1 ? kLetters.find(word[0]) : std::string_view::npos;
    auto grade = parse_word<Grade>(word);
    if (letter != std::string_view::npos) grade = static_cast<Grade>(letter);
    if (!grade) {
      return refuse("line.grade", word);
    }
    if (std::ranges::find(line.grades, *grade) == line.grades.end()) line.grades.push_back(*grade);
  }
  if (!line.grades.empty()) return {};
  return refuse("line.grades");
}

Status read_as_of(std::span<const std::string> args, CommandLine& line) {
  const auto bad = [] { return refuse("line.as_of"); };
  if (args.empty() || args.size() > 2) return bad();
  const std::string first = lower_ascii(args[0]);
  if (args.size() == 1 && (first == "now" || first == "live" || first == "实时")) return {};
  line.day = parse_day(first);
  if (!line.day) return bad();
  if (args.size() == 1) return {};
  const std::string& clock = args[1];
  const auto two = [&](std::size_t at) {
    int n = -1;
    const char* from = clock.data() + at;
    return std::from_chars(from, from + 2, n).ptr == from + 2 ? n : -1;
  };
  if (clock.size() != 5 || clock[2] != ':' || two(0) < 0 || two(0) > 23 || two(3) < 0 || two(3) > 59)
    return bad();
  line.minute = two(0) * 60 + two(3);
  return {};
}

Status read_theme(std::span<const std::string> args, CommandLine& line) {
  if (args.empty()) return {};
  const std::string word = lower_ascii(joined(args));
  if (word == "dark" || word == "深" || word == "深色") {
    line.theme = ThemeWish::Dark;
  } else if (word == "light" || word == "浅" || word == "浅色") {
    line.theme = ThemeWish::Light;
  } else {
    return refuse("line.theme");
  }
  return {};
}

// A format, what is written, or both in either order.
Status read_export(std::span<const std::string> args, CommandLine& line) {
  constexpr std::array<std::pair<std::string_view, ExportFormat>, 6> kFormats{
      {{"csv", ExportFormat::Csv},
       {"xlsx", ExportFormat::Xlsx},
       {"excel", ExportFormat::Xlsx},
       {"gpkg", ExportFormat::Gpkg},
       {"geojson", ExportFormat::GeoJson},
       {"shp", ExportFormat::Shp}}};
  constexpr std::array<std::pair<std::string_view, ExportWhat>, 12> kWhat{
      {{"list", ExportWhat::Projects},
       {"项目", ExportWhat::Projects},
       {"districts", ExportWhat::Districts},
       {"区", ExportWhat::Districts},
       {"units", ExportWhat::Units},
       {"监管单位", ExportWhat::Units},
       {"coverage", ExportWhat::Coverage},
       {"覆盖", ExportWhat::Coverage},
       {"clauses", ExportWhat::Clauses},
       {"条款", ExportWhat::Clauses},
       {"enterprises", ExportWhat::Enterprises},
       {"企业", ExportWhat::Enterprises}}};
  for (const std::string& arg : args) {
    const std::string word = lower_ascii(arg);
    const auto format = std::ranges::find(kFormats, word, [](const auto& f) { return f.first; });
    const auto what = std::ranges::find(kWhat, word, [](const auto& w) { return w.first; });
    if (format != kFormats.end() && !line.format) {
      line.format = format->second;
    } else if (what != kWhat.end() && !line.what) {
      line.what = what->second;
    } else {
      return refuse("line.export");
    }
  }
  const bool table = line.what && *line.what != ExportWhat::Projects && *line.what != ExportWhat::Districts;
  const bool of_places = line.format == ExportFormat::GeoJson || line.format == ExportFormat::Shp;
  if (table && of_places) return refuse("line.export_table");
  return {};
}

Status read_go(std::span<const std::string> args, CommandLine& line) {
  if (const Status text = read_text(args, line, "line.go"); !text) return text;
  const auto at = parse_coordinates(line.text);
  if (!at) return {};
  if (!*at) return std::unexpected(at->error());
  line.at = **at;
  return {};
}

Status read_args(LineVerb verb, std::span<const std::string> args, CommandLine& line) {
  switch (verb) {
    case LineVerb::Unit:
      return read_text(args, line, "line.q");
    case LineVerb::Project:
      return read_text(args, line, "line.p");
    case LineVerb::Log:
      return read_text(args, line, "line.log");
    case LineVerb::Dispatch:
      return read_text(args, line, "line.s");
    case LineVerb::Lift:
      return read_text(args, line, "line.lift");
    case LineVerb::Incident:
    case LineVerb::Close:
    case LineVerb::Replay:
    case LineVerb::Add:
      line.text = joined(args);
      return {};
    case LineVerb::State:
      return read_state(args, line);
    case LineVerb::Level:
      return read_level(args, line);
    case LineVerb::Coverage:
      return read_safeguard(args, line);
    case LineVerb::Risk:
      return read_grades(args, line);
    case LineVerb::AsOf:
      return read_as_of(args, line);
    case LineVerb::Go:
      return read_go(args, line);
    case LineVerb::Theme:
      return read_theme(args, line);
    case LineVerb::Export:
      return read_export(args, line);
    case LineVerb::Lock:
    case LineVerb::Fit:
    case LineVerb::Drill:
    case LineVerb::Help:
      return needs_none(args, word_of(verb));
  }
  return {};
}

// One of the two degrees, with the letter that says which it is.
struct Degree {
  double value = 0;
  char axis = 0;  // E, N or 0
};

std::optional<std::vector<Degree>> read_degrees(std::string text) {
  for (const std::string_view mark : {"°", "度", ",", "、", ";"}) replace_all(text, mark, " ");
  for (const auto& [zh, letter] : {std::pair{"东经", "E"}, {"北纬", "N"}}) replace_all(text, zh, letter);
  std::vector<Degree> out;
  char before = 0;  // a letter that stands before its number
  bool last_named = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == ' ') {
      ++i;
    } else if (c == 'E' || c == 'e' || c == 'N' || c == 'n') {
      const char axis = static_cast<char>(c & ~0x20);
      if (!out.empty() && out.back().axis == 0 && before == 0 && !last_named) {
        out.back().axis = axis;
        last_named = true;
      } else if (before == 0) {
        before = axis;
      } else {
        return {};
      }
      ++i;
    } else {
      Degree d;
      const auto end = std::from_chars(text.data() + i, text.data() + text.size(), d.value);
      if (end.ec != std::errc()) return {};
      d.axis = std::exchange(before, char{0});
      last_named = d.axis != 0;
      out.push_back(d);
      i = static_cast<std::size_t>(end.ptr - text.data());
    }
  }
  if (before != 0) return {};
  return out;
}

}  // namespace

std::span<const LineVerbWord> line_verbs() { return kVerbs; }

std::string_view word_of(LineVerb verb) { return kVerbs[static_cast<std::size_t>(verb)].word; }

std::vector<LineVerb> verbs_with(std::string_view typed) {
  const std::string word = lower_ascii(typed);
  std::vector<LineVerb> out;
  for (const LineVerbWord& v : kVerbs) {
    if (v.word == word) return {v.verb};
    if (v.word.starts_with(word)) out.push_back(v.verb);
  }
  return out;
}

std::optional<Result<LonLat>> parse_coordinates(std::string_view text) {
  const auto read = read_degrees(fold_width(text));
  if (!read || read->size() != 2) return {};
  Degree a = (*read)[0], b = (*read)[1];
  if (a.axis == 'N' || b.axis == 'E') std::swap(a, b);
  const bool named_alike = a.axis != 0 && a.axis == b.axis;
  if (named_alike || a.axis == 'N' || b.axis == 'E') return refuse("line.axis");
  if (!(std::abs(a.value) <= 180) || !(std::abs(b.value) <= 90)) {
    return refuse("line.order");
  }
  return LonLat::of_degrees(a.value, b.value);
}

Result<CommandLine> parse_command(std::string_view typed) {
  std::string text = fold_width(typed);
  for (const std::string_view mark : {"“", "”"}) replace_all(text, mark, "\"");
  CommandLine line;
  if (!text.starts_with('/')) {
    line.text = text;
    return line;
  }
  const auto words = words_of(std::string_view(text).substr(1));
  if (!words) return std::unexpected(words.error());
  if (words->empty() || words->front().empty()) return refuse("line.slash");
  const std::vector<LineVerb> verbs = verbs_with(words->front());
  if (verbs.empty()) {
    return refuse("line.no_verb", words->front());
  }
  if (verbs.size() > 1) {
    std::string which;
    for (const LineVerb v : verbs) which += fmt::format("{}/{}", which.empty() ? "" : ", ", word_of(v));
    return refuse("line.ambiguous", words->front(), which);
  }
  line.verb = verbs.front();
  if (Status read = read_args(*line.verb, std::span(*words).subspan(1), line); !read)
    return std::unexpected(read.error());
  return line;
}

}  // namespace anxin
