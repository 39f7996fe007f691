#include <utility>

#include "stage/stage.hpp"

namespace stage {

struct company::house {
  std::vector<program> cast;
  stage::options options;
};

company::company(std::vector<program> cast, const options& options)
    : house_(std::make_unique<house>(house{std::move(cast), options})) {}

company::~company() = default;

play::record company::perform(schedule& schedule) {
  return stage::perform(house_->cast, schedule, house_->options);
}

}  // namespace stage
