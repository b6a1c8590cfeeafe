#include "fiber.hpp"

#include <utility>

namespace crossover {

Fiber* Fiber::running = nullptr;

Fiber::Fiber(std::function<void()> body) : body_(std::move(body)), stack_(65'536) {
  getcontext(&context_);
  context_.uc_stack.ss_sp = stack_.data();
  context_.uc_stack.ss_size = stack_.size();
  context_.uc_link = &resumer_;
  makecontext(&context_, &Fiber::enter, 0);
}

void Fiber::resume() {
  running = this;
  swapcontext(&resumer_, &context_);
}

void Fiber::pause() { swapcontext(&running->context_, &running->resumer_); }

void Fiber::enter() {
  Fiber& self = *running;
  self.body_();
  self.has_ended_ = true;
}

}  // namespace crossover
