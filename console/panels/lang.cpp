#include "console/panels/lang.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "console/panels/panels.hpp"
#include "console/scene/dispatch.hpp"
#include "embedded/panels.hpp"

namespace anxin {
namespace {

using Table = std::map<std::string, std::string, std::less<>>;

Table read(std::string_view file) {
  return nlohmann::json::parse(embedded::panels(file)).get<std::map<std::string, std::string, std::less<>>>();
}

const Table& table(Lang lang) {
  static const Table zh = read("zh.json"), en = read("en.json");
  return lang == Lang::Zh ? zh : en;
}

}  // namespace

Lang lang_of(std::string_view language) { return language == "en" ? Lang::En : Lang::Zh; }

std::string_view tr(Lang lang, std::string_view key) {
  const Table& t = table(lang);
  const auto it = t.find(key);
  return it == t.end() ? key : std::string_view(it->second);
}

std::vector<std::string_view> lang_keys(Lang lang) {
  std::vector<std::string_view> keys;
  for (const auto& [key, text] : table(lang)) keys.push_back(key);
  return keys;
}

std::string ui_characters() {
  std::string all;
  for (char c = ' '; c <= '~'; ++c) all += c;
  all += "—…·×−≤≥←→ⅠⅡⅢⅣ《》（）、，。；：“”□";
  for (int sign = 0; sign < kUnitSigns; ++sign) all += sign_text(static_cast<UnitSign>(sign));
  for (const Lang lang : {Lang::Zh, Lang::En})
    for (const auto& [key, text] : table(lang)) all += text;
  return all;
}

}  // namespace anxin
