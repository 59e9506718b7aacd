namespace Crm.Actors.Grains.Kernel;

/// <summary>Places between two steps at which a test lets the process die, to show that the rest is made up for.</summary>
public interface ICrashPoints
{
    /// <summary>Does not return from the pass at which this process has to die.</summary>
    void Pass(string name);
}
