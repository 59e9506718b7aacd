using Crm.Actors.Grains.Auth;

namespace Crm.Actors.IntegrationTests.Sessions;

public sealed class MemoryLogInAttemptsTests : LogInAttemptsContract
{
    private protected override ILogInAttempts Attempts { get; } = new MemoryLogInAttempts(Options, TimeProvider.System);
}
