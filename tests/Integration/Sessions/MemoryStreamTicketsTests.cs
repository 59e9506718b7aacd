using Crm.Actors.Grains.Auth;

namespace Crm.Actors.IntegrationTests.Sessions;

public sealed class MemoryStreamTicketsTests : StreamTicketsContract
{
    private protected override IStreamTickets Store { get; } = new MemoryStreamTickets();
}
