// The grammar of the command bar (UX 9): one typed line to what it asks for, or to a sentence that says what
// is wrong with it. Pure: knows no project and runs nothing; whether a place exists is for who runs it.
//
//   line = query | "/" verb { blank arg }      a verb may be cut short while it stays one verb's beginning
//
// Width and blanks are folded, so that 「／ｒｉｓｋ　d，c」 is /risk d,c. Arguments with blanks stand in "…"
// or “…”.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "console/desk/frame.hpp"
#include "data/model/time.hpp"
#include "data/model/words.hpp"
#include "geo/error.hpp"
#include "geo/position.hpp"

namespace anxin {

enum class LineVerb : std::uint8_t {
  Unit,      // q 区
  Project,   // p
  Incident,  // i
  State,     // u 单位状态
  Dispatch,  // s
  Level,     // lv
  Coverage,  // cov
  Risk,      // risk
  AsOf,      // asof
  Go,        // go
  Add,       // add
  Log,       // log
  Replay,    // replay
  Lock,      // lock
  Fit,       // fit
  Theme,     // theme
  Export,    // export
  Drill,     // drill
  Close,     // close 道路
  Lift,      // lift 封路编号
  Help       // help
};
struct LineVerbWord {
  LineVerb verb;
  std::string_view word;  // as typed after the slash; "cmd." + word is the key of its name
  bool takes_more;        // Enter on the bare verb waits for an argument
};
[[nodiscard]] std::span<const LineVerbWord> line_verbs();  // in the order of UX 9
[[nodiscard]] std::string_view word_of(LineVerb);
// Verbs that begin with `word`, an exact one alone.
[[nodiscard]] std::vector<LineVerb> verbs_with(std::string_view word);

enum class UnitState : std::uint8_t { Left, Arrived, Done };  // cf 出发, dc 到场, wc 完成
enum class ThemeWish : std::uint8_t { Turn, Dark, Light };

struct CommandLine {
  std::optional<LineVerb> verb;        // none: a search
  std::string text;                    // the search; a code, name or pinyin; the words of log and lv
  std::optional<LonLat> at;            // go, when its argument is coordinates
  std::vector<Grade> grades;           // risk; empty: all
  std::optional<Safeguard> safeguard;  // cov; none: all
  std::optional<Day> day;              // asof; none: live
  std::optional<int> minute;           // asof: minutes after midnight, UTC+8
  int level = 0;                       // lv, 1 to 4
  UnitState state{};                   // u
  std::string words;                   // u: what was said, if it was written
  ThemeWish theme{};
  std::optional<ExportWhat> what;      // export; none: what the view shows
  std::optional<ExportFormat> format;  // export; none: CSV, of the layer of districts GeoJSON
};

[[nodiscard]] Result<CommandLine> parse_command(std::string_view line);
// Two degrees as people write them: 116.39 39.91 · 116.39,39.91 · 116.57200 E  40.00800 N · N39.9° E116.4.
// Nothing when it does not look like coordinates; an error when it does and cannot be a place.
[[nodiscard]] std::optional<Result<LonLat>> parse_coordinates(std::string_view text);

}  // namespace anxin
