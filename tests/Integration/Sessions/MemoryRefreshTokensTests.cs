using Crm.Actors.Grains.Auth;

namespace Crm.Actors.IntegrationTests.Sessions;

public sealed class MemoryRefreshTokensTests : RefreshTokensContract
{
    private protected override IRefreshTokens Store { get; } = new MemoryRefreshTokens();
}
