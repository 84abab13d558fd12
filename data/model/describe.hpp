// Sentences about an assessment and its counterfactual, in Chinese and English, for the screen and the
// command line. Every figure is the engine's own answer; nothing is computed here but its spelling
// (data/model/format.hpp). Pure, any thread.
#pragma once
#include <string>
#include <vector>

#include "data/model/assess.hpp"

namespace anxin {

// 2.9 月 > 阈值 2.0 月 · 22.0% > 阈值 10.0% · 54 天 > 阈值 52 天 · 缺 1 项. Decimals are added until datum
// and limit differ.
[[nodiscard]] std::string describe_datum(const Fired& fired, bool english);
// What fired, in words: the rule's sentence; for W7 that of the colour it reached (拖欠工资超过 2 个月).
[[nodiscard]] std::string fired_sentence(const Fired& fired, const RuleBook& rules, bool english);
// W7 拖欠工资...：2.9 月 > 阈值 2.0 月 (the rule's sentence, then the figures).
[[nodiscard]] std::string describe_fired(const Fired& fired, const RuleBook& rules, bool english);
// 总包补发 9—10 月工资 138.6 万元.
[[nodiscard]] std::string describe_act(const Act& act, Day today, bool english);
// 引擎重算：W7 降为 0.9 月，W4 不再触发，等级 D → B.
[[nodiscard]] std::string describe_recount(const Assessment& before, const Assessment& after, bool english);
// Every Chinese character that the sentences here and the formats of data/model/format.hpp can use, for a
// font atlas.
[[nodiscard]] std::string description_characters();
// The whole of `anxin explain` as lines of text: head, warnings with law and date, what lacks data, score,
// smallest change.
[[nodiscard]] std::vector<std::string> explain_lines(const Registry& registry, Index project,
                                                     const ProjectFacts& facts, const Assessment& now,
                                                     const Counterfactual& other, const RuleBook& rules,
                                                     Day as_of, bool english);

}  // namespace anxin
