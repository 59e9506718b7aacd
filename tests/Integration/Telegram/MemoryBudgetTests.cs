using Crm.Actors.Silo.Telegram.Sending;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class MemoryBudgetTests : SendingBudgetContract
{
    private protected override ISendingBudget Budget { get; } = new MemoryBudget(Options, TimeProvider.System);
}
