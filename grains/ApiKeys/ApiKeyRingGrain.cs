using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.ApiKeys;

/// <inheritdoc cref="IApiKeyRingGrain"/>
public sealed class ApiKeyRingGrain(IGrainContext context, IEventStore<ApiKeyRingState, ApiKeyEvent> store, KernelServices services)
    : AggregateGrain<ApiKeyRingState, ApiKeyEvent, ApiKeyRing>(context, store, services), IApiKeyRingGrain
{
    public Task<CommandResult<ApiKeyRing>> Create(NewApiKey command) => Execute(command.Context, command, ApiKeyRules.Create);

    public Task<CommandResult<ApiKeyRing>> Revoke(RevokeApiKey command) => Execute(command.Context, command, ApiKeyRules.Revoke);
}
