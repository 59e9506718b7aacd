namespace Crm.Actors.Grains.Kernel;

/// <summary>A state as read from the store.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <param name="State">Null when the aggregate does not exist.</param>
/// <param name="Position">A feed position of the same snapshot: every event of the aggregate up to it is in the state.</param>
public readonly record struct Stored<TState>(TState? State, long Position)
    where TState : class;
