// What the command bar's lines about incidents do: i, u, s, lv, log, replay (UX 9). They ask what buttons and
// keys ask (dispatch_run.hpp). UI thread.
#pragma once
#include <string>

#include "console/panels/command_line.hpp"
#include "console/panels/lang.hpp"
#include "console/panels/panels.hpp"

namespace anxin {

[[nodiscard]] bool about_incidents(LineVerb);
// s and lv are run by a second Enter within five seconds.
[[nodiscard]] bool asks_twice(LineVerb);
// What Enter would do, for the row of the line; what is sent to whom, for s.
[[nodiscard]] std::string effect_of_dispatch(const Frame&, PanelContext&, const CommandLine&, Lang);
// As effect_of_dispatch, or the reason why it cannot be done.
[[nodiscard]] Result<std::string> rehearse(const Frame&, PanelContext&, const CommandLine&, Lang);
Status run_dispatch_line(const Frame&, PanelContext&, const CommandLine&);
// The unit meant by its id, its short name, a part of its name or pinyin initials (cy1 for 朝阳一队); among
// several the one under way.
[[nodiscard]] Result<std::string> find_unit(const Frame&, PanelContext&, std::string_view typed);

}  // namespace anxin
