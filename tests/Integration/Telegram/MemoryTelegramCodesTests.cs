using Crm.Actors.Grains.Telegram;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class MemoryTelegramCodesTests : TelegramCodesContract
{
    private protected override ITelegramCodes Store { get; } = new MemoryTelegramCodes();
}
