#include "data/demo/names.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

namespace anxin::demo {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 37> kFirst{"砺", "衡", "晟", "岳", "翌", "珩", "峻", "泓", "昱", "柏",
                                                  "屹", "澍", "霖", "骥", "铄", "珂", "翊", "煦", "笃", "秉",
                                                  "朔", "岚", "汀", "栩", "琮", "璟", "珺", "彧", "旻", "晏",
                                                  "沅", "淮", "湛", "澄", "磐", "缙", "邺"};
constexpr std::array<std::string_view, 41> kSecond{
    "云", "川", "野", "禾", "石", "桥", "门", "原", "津", "关", "台", "塬", "岭", "峰",
    "林", "河", "田", "城", "陵", "屏", "渡", "汇", "庭", "舟", "灯", "松", "竹", "槐",
    "榆", "枫", "桐", "杉", "棠", "岩", "溪", "泉", "港", "湾", "洲", "埠", "垣"};
constexpr std::array<std::string_view, 43> kThird{
    "筑", "建", "构", "铭", "工", "成", "立", "基", "栋", "梁", "础", "程", "匠", "垒", "砌",
    "营", "造", "规", "矩", "衍", "拓", "展", "隆", "裕", "同", "和", "信", "达", "远", "恒",
    "正", "平", "安", "固", "坚", "新", "启", "科", "联", "合", "众", "诚", "实"};
constexpr std::uint64_t kStems = 37ull * 41 * 43;  // 65,231

constexpr std::array<std::string_view, 5> kBuilders{
    "建设工程有限公司", "建筑安装有限公司", "建筑工程有限公司", "市政工程有限公司", "工程建设集团有限公司"};
constexpr std::array<std::string_view, 4> kDevelopers{"置业有限公司", "开发建设有限公司", "投资发展有限公司",
                                                      "房地产开发有限公司"};
constexpr std::array<std::string_view, 3> kPublic{"基础设施建设有限公司", "城市更新建设有限公司",
                                                  "公共工程管理有限公司"};
constexpr std::array<std::string_view, 3> kLabour{"建筑劳务有限公司", "劳务分包有限公司",
                                                  "建筑劳务服务有限公司"};

constexpr std::array<std::string_view, 20> kHousing{
    "安置房",   "共有产权房", "商品住宅", "公租房", "老旧小区改造", "棚户区改造",   "商业综合体",
    "写字楼",   "中学新建",   "小学扩建", "幼儿园", "医院扩建",     "社区服务中心", "研发楼",
    "标准厂房", "体育馆",     "文化中心", "养老院", "人才公寓",     "回迁房"};
constexpr std::array<std::string_view, 12> kMunicipal{"道路改造", "雨水管线", "污水管线", "综合管廊",
                                                      "供热管网", "燃气管线", "公园绿化", "立交改造",
                                                      "过街天桥", "电力隧道", "停车场",   "垃圾转运站"};
constexpr std::array<std::string_view, 7> kTransport{"公交场站", "国道改线", "县道大修", "桥梁加固",
                                                     "服务区",   "交通枢纽", "公路养护"};
constexpr std::array<std::string_view, 8> kWater{"再生水厂改造", "河道治理",   "泵站",     "蓄滞洪区",
                                                 "水厂扩建",     "小流域治理", "水库加固", "输水管线"};
constexpr std::array<std::string_view, 5> kRail{"地铁车站", "轨道区间", "车辆段", "站城一体化", "换乘通道"};
constexpr std::array<std::string_view, 3> kMilitary{"营房改造", "保障用房", "训练场馆"};
constexpr std::array<std::string_view, 5> kCatering{"餐饮广场", "食堂", "酒楼", "小吃街", "中央厨房"};
constexpr std::array<std::string_view, 4> kOther{"外立面修缮", "室内装修", "钢结构加工", "拆除清运"};
constexpr std::array<std::string_view, 10> kPart{"",     "一期", "二期", "三期", "东区",
                                                 "西区", "南区", "北区", "甲标", "乙标"};

Words kinds_of(Sector sector) {
  switch (sector) {
    case Sector::Housing:
      return kHousing;
    case Sector::Municipal:
      return kMunicipal;
    case Sector::Transport:
      return kTransport;
    case Sector::Water:
      return kWater;
    case Sector::RailTransit:
      return kRail;
    case Sector::Military:
      return kMilitary;
    case Sector::Catering:
      return kCatering;
    case Sector::Other:
      return kOther;
  }
  return kOther;
}

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char organisation_check(std::string_view body) {
  constexpr std::array<int, 8> kWeight{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeight.size(); ++i) sum += (body[i] - '0') * kWeight[i];
  const int check = 11 - sum % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

char credit_check(std::string_view body) {
  std::size_t sum = 0, weight = 1;
  for (const char c : body) {
    sum += kAlphabet.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return kAlphabet[(31 - sum % 31) % 31];
}

}  // namespace

std::string enterprise_name(Business business, std::uint32_t index) {
  // A step coprime to the number of stems visits each stem once before it repeats one.
  const std::uint64_t stem = (index * 25'391ull + static_cast<std::uint64_t>(business) * 16'301ull) % kStems;
  const std::uint64_t round = index / kStems;
  Words ends = kBuilders;
  if (business == Business::Owner) ends = kDevelopers;
  if (business == Business::GovernmentOwner) ends = kPublic;
  if (business == Business::Labour) ends = kLabour;
  return fmt::format("{}{}{}{}", kFirst[stem % 37], kSecond[stem / 37 % 41], kThird[stem / 37 / 41],
                     ends[(index + round) % ends.size()]);
}

std::string enterprise_uscc(Business business, std::uint32_t index) {
  const std::uint64_t kind = business == Business::GovernmentOwner ? 1 : static_cast<std::uint64_t>(business);
  const std::uint64_t serial = index * 4ull + kind;
  std::string organisation =
      fmt::format("{:08}", (serial + 7) * 61'803'399ull % 99'999'989ull);  // a prime: no two alike
  organisation += organisation_check(organisation);
  std::string code = "91110199" + organisation;
  code += credit_check(code);
  return code;
}

std::string place_stem(const std::string& township) {
  for (const std::string_view end : {"街道", "地区", "镇", "乡"}) {
    if (township.ends_with(end) && township.size() >= end.size() + 6)
      return township.substr(0, township.size() - end.size());
  }
  return township;
}

std::string project_name(const std::string& place, Sector sector, std::uint32_t number) {
  const Words kinds = kinds_of(sector);
  const std::size_t kind = number % kinds.size();
  const std::size_t part = number / kinds.size() % kPart.size();
  const std::size_t lot = number / (kinds.size() * kPart.size());
  std::string name = fmt::format("{}{}{}", place_stem(place), kinds[kind], kPart[part]);
  if (lot > 0) name += fmt::format("{}号", lot + 1);
  return name;
}

std::string project_id(const std::string& unit, std::uint32_t number, int width) {
  return fmt::format("P-{}-{:0{}}", unit, number, width);
}

}  // namespace anxin::demo
