namespace Crm.Actors.Silo.Hosting;

internal static class Usage
{
    /// <summary>Says what the program can be asked to do.</summary>
    /// <returns>The exit code for a wrong command line.</returns>
    public static int Print()
    {
        Console.Error.WriteLine("usage: silo            runs a silo\n       silo migrate    makes the database's roles and tables, or brings them up to date");
        return 2;
    }
}
