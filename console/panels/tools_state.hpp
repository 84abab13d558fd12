// What the command bar, the tools of the map and the menu of a project keep between frames. Not worth
// remembering across starts. UI thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/desk/frame.hpp"
#include "console/panels/dispatch_panel.hpp"
#include "console/panels/line_text.hpp"
#include "console/scene/camera.hpp"

namespace anxin {

struct CommandCandidate {
  std::string title, effect;
  std::string line;                // Enter enters this line; empty: the finding
  std::optional<Finding> finding;  // what the index found
  bool complete = false;           // Enter only writes `line` into the bar: an argument is to follow
  bool possible = true;            // false: the effect says what is missing
};

struct CommandBar {
  bool open = false, opened_now = false;
  LineEditor line;
  std::size_t marked = 0;
  std::optional<Error> refusal;  // of the line as it stands
  std::size_t history_at = 0;    // lines back from the newest; 0: not in the history
  bool enter_waits = false;      // Enter was pressed before the search had answered
  std::string armed;             // the line that a second Enter runs, until armed_until_s
  double armed_until_s = 0;
  std::string armed_says;  // what it would do
  std::vector<CommandCandidate> candidates;
  // What the candidates were made from, and what was asked last.
  std::string candidates_of;
  std::shared_ptr<const Found> candidates_found;
  std::string asked;
};

// ClosedArea draws as Polygon does; ClosedRoad picks a road.
enum class MapTool : std::uint8_t { None, Box, Polygon, ClosedArea, ClosedRoad };
[[nodiscard]] inline bool draws_polygon(MapTool tool) {
  return tool == MapTool::Polygon || tool == MapTool::ClosedArea;
}
struct Gathering {
  MapTool tool = MapTool::None;
  bool pressed = false;        // a box is being drawn
  bool swallow = false;        // the button that is down belongs to a tool that is done
  Pixel from;                  // its first corner
  std::vector<MapXY> corners;  // of the polygon so far
  bool opened = false;         // a list of more than kAskBeyond was opened
};
inline constexpr std::size_t kAskBeyond = 500;

// The taking in of a file, beside what Frame::import says of it.
struct ImportPanel {
  LineEditor line;                   // while a file is looked for: a name to filter by, or a path
  std::size_t marked = 0;            // row of the filtered list
  int open_column = -1;              // whose fields are offered
  std::int64_t undo_asked = 0;       // the batch that a second click takes back
  std::vector<std::string> dropped;  // paths let fall on the window since the last frame
  std::uint64_t seen = 0;            // ImportState::number of the last frame
};

struct ProjectMenu {
  Index project = kNone;  // none: closed
  Pixel at;
};

enum class PanelFocus : std::uint8_t { Projects, Units };  // whose rows J and K walk along

// What the window's player found; a picture has none and tries none.
enum class SoundDevice : std::uint8_t { Untried, None, Works };

struct Tools {
  CommandBar command;
  Gathering gathering;
  ProjectMenu menu;
  ImportPanel import;
  GroundMenu ground;
  DispatchPanel dispatch;
  IntakePanel intake;
  ClosingPanel closing;
  SoundDevice sound = SoundDevice::Untried;  // of the window
  UnitPanel units;
  PanelFocus focus = PanelFocus::Projects;
  std::string clause;      // chosen in the view of clauses; empty: the first
  std::string unit_row;    // the row of the table that Enter would frame
  bool print = false;      // Ctrl+P: the window writes picture and page, and puts it back
  bool map_alone = false;  // the window draws the map for a page: no panels
  bool narrow = false;     // the window of the last frame was: its left column is a drawer, shut at first
  bool left_when_wide = true, legend_when_wide = true;
  PixelRect command_field;  // where the bar was drawn closed
};

}  // namespace anxin
