namespace Crm.Actors.Chaos.Faults;

/// <summary>Something that breaks, and comes back.</summary>
public interface IFault
{
    /// <summary>For the record.</summary>
    string Name { get; }

    /// <summary>Breaks it once, and returns when it is whole again.</summary>
    Task CauseAsync(Rig rig);
}
